package dev.mcm.scheduler.core;

import dev.mcm.state.placement.MoveMemory;
import dev.mcm.state.placement.WorkloadKind;
import dev.mcm.state.plane.PlaneState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows of `placements` that a deployment's plan comes to.
final class PlanRows {
    /// Enough for a plane to be told and to have said what became of it.
    private static final Duration EMPTY_FOR = Duration.ofMinutes(1);

    private final DeploymentPlan plan;
    private final DeploymentFacts facts;
    private final MoveBackoff backoff;
    private final Instant now;

    PlanRows(DeploymentPlan plan, MoveBackoff backoff, Instant now) {
        this.plan = plan;
        this.facts = plan.facts();
        this.backoff = backoff;
        this.now = now;
    }

    /// Rows to write: other replicas, or the same replicas of a new version.
    List<CellChange> changes() {
        List<CellChange> changes = new ArrayList<>();
        for (Map.Entry<Cell, CellLedger> entry : plan.ledgers().entrySet()) {
            PlacedCell before = plan.stored(entry.getKey());
            int had = before == null ? 0 : before.replicas();
            int has = entry.getValue().count();
            if (had != has || (before != null && has > 0 && isBehind(before))) {
                changes.add(change(entry.getKey(), before, entry.getValue()));
            }
        }
        return changes;
    }

    /// The new version changes nothing of the pods, but what is said of them. A workload from
    /// before revisions stays of its version: its plane would replace its pods.
    private boolean isBehind(PlacedCell row) {
        return row.workload() == WorkloadKind.REPLICA_SET
                && row.specVersion() != facts.specVersion()
                && facts.isCurrent(row);
    }

    private CellChange change(Cell cell, @Nullable PlacedCell before, CellLedger ledger) {
        int had = before == null ? 0 : before.replicas();
        return new CellChange(
                facts.id(),
                cell.planeId(),
                cell.instanceType(),
                cell.revision(),
                before == null ? WorkloadKind.REPLICA_SET : before.workload(),
                ledger.count(),
                before == null || isBehind(before) ? facts.specVersion() : before.specVersion(),
                reason(cell, had, ledger),
                memory(before, ledger));
    }

    /// What the row is to remember.
    MoveMemory memory(@Nullable PlacedCell before, CellLedger ledger) {
        if (before == null) {
            return MoveMemory.grown(ledger.expected());
        }
        MoveMemory memory =
                ledger.gaveUp() && facts.active()
                        ? backoff.afterGivingUp(before.memory(), now)
                        : before.memory();
        return ledger.count() > before.replicas() ? memory.grownAgain(ledger.expected()) : memory;
    }

    private PlacementReason reason(Cell cell, int had, CellLedger ledger) {
        if (ledger.count() > had) {
            return PlacementReason.PLACED;
        }
        if (ledger.count() == had) {
            return PlacementReason.NEW_VERSION;
        }
        if (!facts.active()) {
            return PlacementReason.STOPPED;
        }
        if (facts.summary() == null || plan.fewerWanted()) {
            return PlacementReason.SCALED_DOWN;
        }
        return switch (plan.standing(cell)) {
            case LOST -> PlacementReason.MOVED_FROM_LOST_PLANE;
            case REFUSED -> PlacementReason.MOVED_BY_RULES;
            case DRAINING -> PlacementReason.DRAINED;
            case OUTDATED -> PlacementReason.HANDED_OVER;
            case CORDONED, SETTLED ->
                    ledger.gaveUp() ? PlacementReason.MOVED_OVERDUE : PlacementReason.SPARE_ENDED;
            case HELD -> PlacementReason.SPARE_ENDED;
        };
    }

    /// When one of the rows of zero replicas may end, should planes go on to show what they show
    /// now; [Instant#MAX] = none will.
    Instant nextEnd() {
        return facts.placements().stream()
                .filter(this::isEmpty)
                .map(this::end)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /// Neither the workload nor a replica of it is there, for all that a live plane shows.
    private boolean isEmpty(PlacedCell row) {
        CellLedger ledger = plan.ledgers().get(row.cell());
        FleetPlane plane = plan.fleet().plane(row.planeId());
        return row.replicas() == 0
                && ledger != null
                && ledger.count() == 0
                && plane != null
                && plane.state() == PlaneState.LIVE
                && row.observed().isEmpty();
    }

    /// When nothing need be remembered of an empty row any more.
    private Instant end(PlacedCell row) {
        Instant told = row.decidedAt().plus(EMPTY_FOR);
        Instant remembered = backoff.rememberedUntil(row.memory());
        return told.isAfter(remembered) ? told : remembered;
    }

    /// Rows of zero replicas that say nothing any more: the workload and all its replicas are gone,
    /// for all that a live plane shows, and nothing need be remembered.
    List<Cell> ended() {
        return facts.placements().stream()
                .filter(row -> isEmpty(row) && !now.isBefore(end(row)))
                .map(PlacedCell::cell)
                .toList();
    }
}
