package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import dev.mcm.state.plane.PlaneState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What became of the decided replicas of one deployment, and which of them are overdue.
///
/// A replica that fails for a reason of its own is the application's fault until one of its version
/// is ready somewhere: the plane is not blamed. Ages count from when the plane was heard again.
final class LedgerPolicy {
    /// How late a plane's report may come.
    private static final Duration LATE = Duration.ofSeconds(30);

    private final DeploymentFacts facts;
    private final Fleet fleet;
    private final SchedulerPolicy policy;
    private final Instant now;
    private final Set<Long> readyVersions = new HashSet<>();

    LedgerPolicy(DeploymentFacts facts, Fleet fleet, SchedulerPolicy policy, Instant now) {
        this.facts = facts;
        this.fleet = fleet;
        this.policy = policy;
        this.now = now;
        facts.placements().forEach(this::noteReady);
    }

    private void noteReady(PlacedCell placed) {
        if (live(placed) != null) {
            placed.observed()
                    .forEach((version, groups) -> {
                        if (groups.stream()
                                .anyMatch(group -> group.state() == ReplicaState.READY)) {
                            readyVersions.add(version);
                        }
                    });
        }
    }

    private @Nullable FleetPlane live(PlacedCell placed) {
        FleetPlane plane = fleet.plane(placed.planeId());
        return plane != null && plane.state() == PlaneState.LIVE ? plane : null;
    }

    CellLedger ledger(PlacedCell placed) {
        FleetPlane plane = live(placed);
        List<LedgerEntry> shown = new ArrayList<>();
        for (Map.Entry<Long, List<ReplicaGroup>> version : placed.observed().entrySet()) {
            for (ReplicaGroup group : version.getValue()) {
                if (group.state() != ReplicaState.TERMINATING) {
                    LedgerEntry entry = entry(group, version.getKey(), plane);
                    for (int i = 0; i < group.count(); i++) {
                        shown.add(entry);
                    }
                }
            }
        }
        shown.sort(LedgerEntry.LAST_TO_GO);
        return new CellLedger(shown, placed.replicas(), unseen(placed, plane));
    }

    /// What the plane does not show may still be on its way, and its report too: the room is kept
    /// for longer than the replica is waited for.
    private LedgerEntry unseen(PlacedCell placed, @Nullable FleetPlane plane) {
        Instant placedAt = outdated(placed) ? now : placed.memory().grownAt();
        ReplicaGroup group = new ReplicaGroup(ReplicaState.UNBOUND, 1, placedAt, "");
        LedgerEntry entry = entry(group, placed.specVersion(), plane);
        boolean reserves = now.isBefore(placedAt.plus(policy.patience().unbound()).plus(LATE));
        return new LedgerEntry(
                entry.state(), entry.since(), entry.aged(), entry.overdue(), reserves);
    }

    /// An instance type that the new version no longer lists keeps the version that has it.
    boolean outdated(PlacedCell placed) {
        return placed.specVersion() != facts.specVersion()
                && facts.spec().option(placed.instanceType()).isPresent();
    }

    private LedgerEntry entry(ReplicaGroup group, long version, @Nullable FleetPlane plane) {
        if (plane == null) {
            return new LedgerEntry(group.state(), group.since(), false, false, false);
        }
        Instant since = group.since().isAfter(plane.since()) ? group.since() : plane.since();
        Optional<Duration> patience = policy.patience().with(group, plane.provisionTimeout());
        boolean aged = patience.filter(wait -> !now.isBefore(since.plus(wait))).isPresent();
        boolean overdue = aged && !isApplications(group, version);
        return new LedgerEntry(
                group.state(),
                group.since(),
                aged,
                overdue,
                group.state() == ReplicaState.UNBOUND && !overdue);
    }

    private boolean isApplications(ReplicaGroup group, long version) {
        return group.state() == ReplicaState.FAILING
                && !Patience.isOfNode(group)
                && !readyVersions.contains(version);
    }

    /// Planes where it is the application that fails, or where replicas were given up lately.
    Set<PlaneId> tried(Map<Cell, CellLedger> ledgers) {
        Set<PlaneId> tried = new HashSet<>();
        ledgers.forEach((cell, ledger) -> {
            if (ledger.count(LedgerEntry::applicationFails) > 0) {
                tried.add(cell.planeId());
            }
        });
        for (PlacedCell placed : facts.placements()) {
            if (policy.backoff().remembers(placed.memory(), now)) {
                tried.add(placed.planeId());
            }
        }
        return tried;
    }
}
