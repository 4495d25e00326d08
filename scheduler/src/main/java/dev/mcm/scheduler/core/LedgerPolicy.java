package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import dev.mcm.state.plane.PlaneState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What became of the decided replicas of one deployment, and which of them are overdue.
///
/// A replica that fails for a reason of its own is the application's fault until one of its
/// revision is ready somewhere: the plane is not blamed. Ages count from when the plane was heard
/// again; for one that is to take over the room of another, from when that has left.
final class LedgerPolicy {
    /// How late a plane's report may come.
    static final Duration LATE = Duration.ofSeconds(30);

    private final DeploymentFacts facts;
    private final Fleet fleet;
    private final SchedulerPolicy policy;
    private final Instant now;
    private final Set<PodRevision> readyRevisions = new HashSet<>();

    LedgerPolicy(DeploymentFacts facts, Fleet fleet, SchedulerPolicy policy, Instant now) {
        this.facts = facts;
        this.fleet = fleet;
        this.policy = policy;
        this.now = now;
        facts.placements().forEach(this::noteReady);
    }

    private void noteReady(PlacedCell placed) {
        if (live(placed) != null && placed.ready() > 0) {
            readyRevisions.add(placed.revision());
        }
    }

    private @Nullable FleetPlane live(PlacedCell placed) {
        FleetPlane plane = fleet.plane(placed.planeId());
        return plane != null && plane.state() == PlaneState.LIVE ? plane : null;
    }

    CellLedger ledger(PlacedCell placed, Standing standing) {
        FleetPlane plane = live(placed);
        List<LedgerEntry> shown = new ArrayList<>();
        for (List<ReplicaGroup> groups : placed.observed().values()) {
            for (ReplicaGroup group : groups) {
                if (group.state() != ReplicaState.TERMINATING) {
                    LedgerEntry entry = entry(group, placed, plane);
                    for (int i = 0; i < group.count(); i++) {
                        shown.add(entry);
                    }
                }
            }
        }
        shown.sort(LedgerEntry.LAST_TO_GO);
        return new CellLedger(standing, shown, placed.replicas(), unseen(placed, plane));
    }

    /// What the plane does not show may still be on its way, and its report too: the room is kept
    /// for longer than the replica is waited for.
    private LedgerEntry unseen(PlacedCell placed, @Nullable FleetPlane plane) {
        Instant placedAt = placed.memory().grownAt();
        ReplicaGroup group = new ReplicaGroup(ReplicaState.UNBOUND, 1, placedAt, "");
        LedgerEntry entry = entry(group, placed, plane);
        Instant heard = later(placedAt, plane == null ? placedAt : plane.since());
        Instant kept = heard.plus(policy.patience().unbound()).plus(LATE);
        boolean reserves = now.isBefore(kept);
        return new LedgerEntry(
                entry.state(),
                entry.since(),
                entry.aged(),
                entry.overdue(),
                reserves,
                reserves && kept.isBefore(entry.until()) ? kept : entry.until());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private LedgerEntry entry(ReplicaGroup group, PlacedCell placed, @Nullable FleetPlane plane) {
        if (plane == null) {
            return new LedgerEntry(group.state(), group.since(), false, false, false, Instant.MAX);
        }
        Instant since = later(later(group.since(), plane.since()), waitsFor(group, placed));
        Instant patient =
                policy.patience()
                        .with(group, plane.provisionTimeout())
                        .map(since::plus)
                        .orElse(Instant.MAX);
        boolean aged = !now.isBefore(patient);
        boolean overdue = aged && !isApplications(group, placed.revision());
        return new LedgerEntry(
                group.state(),
                group.since(),
                aged,
                overdue,
                group.state() == ReplicaState.UNBOUND && !overdue,
                aged ? Instant.MAX : patient);
    }

    /// From when on it may be expected to have a node.
    private static Instant waitsFor(ReplicaGroup group, PlacedCell placed) {
        return group.state() == ReplicaState.UNBOUND ? placed.memory().grownAt() : Instant.MIN;
    }

    private boolean isApplications(ReplicaGroup group, PodRevision revision) {
        return group.state() == ReplicaState.FAILING
                && !Patience.isOfNode(group)
                && !readyRevisions.contains(revision);
    }

    /// Planes where it is the application that fails, or where replicas were given up lately.
    Set<PlaneId> tried(Map<Cell, CellLedger> ledgers) {
        Set<PlaneId> tried = new HashSet<>();
        ledgers.forEach((cell, ledger) -> {
            if (facts.isCurrent(cell) && ledger.count(LedgerEntry::applicationFails) > 0) {
                tried.add(cell.planeId());
            }
        });
        for (PlacedCell placed : facts.placements()) {
            if (facts.isCurrent(placed) && policy.backoff().remembers(placed.memory(), now)) {
                tried.add(placed.planeId());
            }
        }
        return tried;
    }
}
