package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.placement.MoveMemory;
import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.placement.WorkloadKind;
import dev.mcm.state.plane.PlaneState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Replicas of one deployment while a plan is made. Starts from the stored placements; only the
/// difference to the desired scale moves.
final class DeploymentPlan {
    /// Urgent first, then those that already run, then the oldest; the id makes the order total.
    static final Comparator<DeploymentPlan> PLACED_FIRST =
            Comparator.<DeploymentPlan>comparingInt(plan -> -plan.facts.priority())
                    .thenComparing(plan -> plan.startedEmpty)
                    .thenComparing(plan -> plan.facts.createdAt())
                    .thenComparing(plan -> plan.facts.id());

    /// Enough for a plane to be told and to have said what became of it.
    private static final Duration EMPTY_FOR = Duration.ofMinutes(1);

    private final DeploymentFacts facts;
    private final Fleet fleet;
    private final SchedulerPolicy policy;
    private final Instant now;
    private final SortedMap<Cell, PlacedCell> stored = new TreeMap<>();
    private final SortedMap<Cell, CellLedger> ledgers = new TreeMap<>();
    private final Map<Cell, Standing> standings = new HashMap<>();
    private final Map<ShapeOption, Footprint> footprints = new HashMap<>(4);
    private final LedgerPolicy ages;
    private final Set<PlaneId> tried;
    private final boolean startedEmpty;
    private final int target;

    DeploymentPlan(DeploymentFacts facts, Fleet fleet, SchedulerPolicy policy, Instant now) {
        this.facts = facts;
        this.fleet = fleet;
        this.policy = policy;
        this.now = now;
        this.ages = new LedgerPolicy(facts, fleet, policy, now);
        for (PlacedCell placement : facts.placements()) {
            stored.put(placement.cell(), placement);
            ledgers.put(placement.cell(), ages.ledger(placement));
        }
        this.tried = ages.tried(ledgers);
        this.startedEmpty = total() == 0;
        this.target = target(facts, total());
    }

    /// A deployment that the Autoscaler has not seen yet stays as it is.
    private static int target(DeploymentFacts facts, int placed) {
        if (!facts.active()) {
            return 0;
        }
        Integer desired = facts.desired();
        return desired == null ? placed : desired;
    }

    DeploymentFacts facts() {
        return facts;
    }

    Fleet fleet() {
        return fleet;
    }

    int target() {
        return target;
    }

    Footprint footprint(ShapeOption option) {
        return footprints.computeIfAbsent(
                option, same -> fleet.shared(facts.spec().footprint(same)));
    }

    SortedMap<Cell, CellLedger> ledgers() {
        return ledgers;
    }

    void place(Cell cell) {
        ledgers.computeIfAbsent(cell, _ -> new CellLedger(List.of(), 0, LedgerEntry.placed(now)))
                .add(LedgerEntry.placed(now));
    }

    /// Replicas that this plan places.
    int placedNow() {
        int placed = 0;
        for (Map.Entry<Cell, CellLedger> entry : ledgers.entrySet()) {
            PlacedCell before = stored.get(entry.getKey());
            int had = before == null ? 0 : before.replicas();
            placed += Math.max(0, entry.getValue().count() - had);
        }
        return placed;
    }

    private int sum(Predicate<Cell> cells, ToIntFunction<CellLedger> counted) {
        int sum = 0;
        for (Map.Entry<Cell, CellLedger> entry : ledgers.entrySet()) {
            CellLedger ledger = entry.getValue();
            if (ledger.count() > 0 && cells.test(entry.getKey())) {
                sum += counted.applyAsInt(ledger);
            }
        }
        return sum;
    }

    int total() {
        return sum(_ -> true, CellLedger::count);
    }

    /// Replicas that need no other place: they run, or may still come to.
    int settled() {
        return home() + sum(cell -> standing(cell) == Standing.HELD, CellLedger::count);
    }

    /// Those of them on planes that are heard.
    int home() {
        return sum(cell -> standing(cell).home(), CellLedger::good);
    }

    /// Ready replicas where they may be, on planes that are heard.
    int ready() {
        return sum(cell -> standing(cell).home(), CellLedger::ready);
    }

    /// Replicas of that standing.
    int count(Standing counted) {
        return sum(cell -> standing(cell) == counted, CellLedger::count);
    }

    /// Replicas that have waited or failed for too long where they are, so that another place is
    /// sought.
    int overdue() {
        return sum(cell -> standing(cell).home(), CellLedger::overdue);
    }

    /// Replicas that stay where they may not be, or are of an instance type that is no longer
    /// listed.
    int misplaced() {
        return sum(
                cell -> {
                    FleetPlane plane = fleet.plane(cell.planeId());
                    return plane != null
                            && plane.state() != PlaneState.LOST
                            && refuses(plane, cell);
                },
                CellLedger::count);
    }

    /// Replicas that have no place where they could run.
    int pending() {
        return Math.max(0, target - settled() - count(Standing.REFUSED));
    }

    /// Replicas to find a place for.
    int wanted() {
        return Math.max(0, target - settled());
    }

    /// Since the decision before.
    boolean fewerWanted() {
        SummaryCounts summary = facts.summary();
        return summary != null && target < summary.desired();
    }

    /// What frees is kept for it, as long as it has not waited for too long.
    boolean keepsRoom() {
        SummaryCounts summary = facts.summary();
        Instant since = facts.summaryAt();
        boolean waits = summary != null && summary.isToBeExplained();
        Instant from = waits && since != null ? since : now;
        return now.isBefore(from.plus(policy.hold()));
    }

    /// It fails for its own reasons on one plane, and no other was tried: one more replica may show
    /// whether it does so elsewhere.
    boolean onTrial() {
        return target > 0 && tried.size() == 1 && failing() > 0;
    }

    /// The trial has not begun.
    boolean trialWanted() {
        return onTrial() && settled() == target;
    }

    /// No replica of it has ever come to run where it is, and all the planes' nodes are well.
    boolean failsWhereverTried() {
        return failing() > 0 && failing() == total();
    }

    private int failing() {
        return sum(
                cell -> standing(cell).home(),
                ledger -> ledger.count(LedgerEntry::applicationFails));
    }

    /// Something is wanted or changed, so that the planes' capacity matters.
    boolean unfinished() {
        return wanted() > 0 || trialWanted() || !changes().isEmpty();
    }

    int onPlane(PlaneId planeId) {
        return sum(cell -> cell.planeId().equals(planeId), CellLedger::count);
    }

    int overdueOnPlane(PlaneId planeId) {
        return sum(
                cell -> cell.planeId().equals(planeId) && standing(cell).home(),
                CellLedger::overdue);
    }

    /// Replicas on the plane that need no other place.
    int settledOnPlane(PlaneId planeId) {
        return sum(
                cell -> cell.planeId().equals(planeId) && !standing(cell).displaced(),
                CellLedger::good);
    }

    /// Planes that hold replicas which stay there.
    int planesInUse() {
        return (int)
                ledgers.entrySet().stream()
                        .filter(entry ->
                                entry.getValue().good() > 0
                                        && !standing(entry.getKey()).displaced())
                        .map(entry -> entry.getKey().planeId())
                        .distinct()
                        .count();
    }

    /// Replicas of this deployment wait there in vain, or did so lately: it gets no more of them.
    boolean isClosed(Cell cell) {
        CellLedger ledger = ledgers.get(cell);
        return (ledger != null && ledger.troubled()) || closedUntil(cell) != null;
    }

    /// @return null = nothing was given up there lately
    @Nullable Instant closedUntil(Cell cell) {
        CellLedger ledger = ledgers.get(cell);
        return ledger == null
                ? null
                : policy.backoff().closedUntil(memory(stored.get(cell), ledger), now);
    }

    Standing standing(Cell cell) {
        return standings.computeIfAbsent(cell, this::judge);
    }

    private Standing judge(Cell cell) {
        FleetPlane plane = fleet.plane(cell.planeId());
        if (plane == null || plane.state() == PlaneState.LOST) {
            return Standing.LOST;
        }
        if (plane.state() != PlaneState.LIVE || plane.identity().isStranger()) {
            return Standing.HELD;
        }
        if (refuses(plane, cell)) {
            return Standing.REFUSED;
        }
        return plane.cordoned() ? Standing.CORDONED : Standing.SETTLED;
    }

    private boolean refuses(FleetPlane plane, Cell cell) {
        return refusal(plane) != null || facts.spec().option(cell.instanceType()).isEmpty();
    }

    @Nullable VerdictReason refusal(FleetPlane plane) {
        return plane.refusal(
                        facts.organization(), facts.organizationRegions(), facts.spec().rules())
                .orElse(null);
    }

    /// What this deployment has placed on live planes and the planes' free capacity does not show
    /// yet. What is overdue blocks nothing any more.
    List<Reservation> reservations() {
        List<Reservation> reservations = new ArrayList<>();
        for (Map.Entry<Cell, CellLedger> entry : ledgers.entrySet()) {
            Cell cell = entry.getKey();
            int pods = entry.getValue().reserving() * facts.spec().nodeCount();
            int unmade = entry.getValue().unmade() * facts.spec().nodeCount();
            FleetPlane plane = fleet.plane(cell.planeId());
            if (pods > 0 && plane != null && plane.state() == PlaneState.LIVE) {
                facts.spec()
                        .option(cell.instanceType())
                        .map(option ->
                                new Reservation(cell.planeId(), footprint(option), pods, unmade))
                        .ifPresent(reservations::add);
            }
        }
        return reservations;
    }

    /// Rows to write: other replicas, or the same replicas of a new version.
    List<CellChange> changes() {
        List<CellChange> changes = new ArrayList<>();
        for (Map.Entry<Cell, CellLedger> entry : ledgers.entrySet()) {
            PlacedCell before = stored.get(entry.getKey());
            int had = before == null ? 0 : before.replicas();
            int has = entry.getValue().count();
            if (had != has || (before != null && has > 0 && ages.outdated(before))) {
                changes.add(change(entry.getKey(), before, entry.getValue()));
            }
        }
        return changes;
    }

    private CellChange change(Cell cell, @Nullable PlacedCell before, CellLedger ledger) {
        int had = before == null ? 0 : before.replicas();
        return new CellChange(
                facts.id(),
                cell.planeId(),
                cell.instanceType(),
                before == null ? PodRevision.UNKNOWN : before.revision(),
                before == null ? WorkloadKind.DEPLOYMENT : before.workload(),
                ledger.count(),
                facts.specVersion(),
                reason(cell, had, ledger),
                memory(before, ledger));
    }

    private MoveMemory memory(@Nullable PlacedCell before, CellLedger ledger) {
        if (before == null) {
            return MoveMemory.grown(now);
        }
        MoveMemory memory =
                ledger.gaveUp() && facts.active()
                        ? policy.backoff().afterGivingUp(before.memory(), now)
                        : before.memory();
        boolean grown = ledger.count() > before.replicas() || ages.outdated(before);
        return grown ? memory.grownAgain(now) : memory;
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
        if (facts.summary() == null || fewerWanted()) {
            return PlacementReason.SCALED_DOWN;
        }
        return switch (standing(cell)) {
            case LOST -> PlacementReason.MOVED_FROM_LOST_PLANE;
            case REFUSED -> PlacementReason.MOVED_BY_RULES;
            case CORDONED, SETTLED ->
                    ledger.gaveUp() ? PlacementReason.MOVED_OVERDUE : PlacementReason.SPARE_ENDED;
            case HELD -> PlacementReason.SPARE_ENDED;
        };
    }

    /// Rows of zero replicas that say nothing any more: the workload and all its replicas are gone,
    /// for all that a live plane shows, and nothing need be remembered.
    List<PlacedCell> ended() {
        List<PlacedCell> ended = new ArrayList<>();
        for (PlacedCell row : stored.values()) {
            CellLedger ledger = ledgers.get(row.cell());
            FleetPlane plane = fleet.plane(row.planeId());
            boolean empty = row.replicas() == 0 && ledger != null && ledger.count() == 0;
            if (empty
                    && plane != null
                    && plane.state() == PlaneState.LIVE
                    && row.observed().isEmpty()
                    && !now.isBefore(row.decidedAt().plus(EMPTY_FOR))
                    && !policy.backoff().remembers(row.memory(), now)) {
                ended.add(row);
            }
        }
        return ended;
    }
}
