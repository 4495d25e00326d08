package dev.mcm.sim.suite;

import dev.mcm.scheduler.core.CellChange;
import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.PlacedCell;
import dev.mcm.scheduler.core.PlacementReason;
import dev.mcm.scheduler.core.PlacementRules;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.core.ShapeOption;
import dev.mcm.scheduler.port.SchedulerStore;
import dev.mcm.state.placement.MoveMemory;
import dev.mcm.state.placement.WorkloadKind;
import dev.mcm.state.plane.PlaneState;
import java.util.List;

/// Gives the room that a replica makes for its successor to somebody else who waits for some.
final class GivenAwayStore extends WorsePlanStore {
    GivenAwayStore(SchedulerStore store) {
        super(store);
    }

    @Override
    void worsen(SchedulerSnapshot last, SchedulerPlan plan, List<CellChange> changes) {
        for (DeploymentFacts facts : last.deployments()) {
            for (PlacedCell row : facts.placements()) {
                if (facts.active() && makesRoom(facts, row, plan)) {
                    giveAway(last, facts, row, changes);
                }
            }
        }
    }

    /// One of an earlier revision goes, and as many of the deployment go as come in the plan.
    private static boolean makesRoom(DeploymentFacts facts, PlacedCell row, SchedulerPlan plan) {
        return !Revisions.isCurrent(facts, row)
                && plan.placements().stream()
                        .anyMatch(change ->
                                Revisions.isOf(change, facts, row)
                                        && change.replicas() < row.replicas());
    }

    private void giveAway(
            SchedulerSnapshot last,
            DeploymentFacts owner,
            PlacedCell row,
            List<CellChange> changes) {
        changes.removeIf(change ->
                change.deploymentId().equals(owner.id())
                        && change.planeId().equals(row.planeId())
                        && change.reason() == PlacementReason.PLACED);
        for (DeploymentFacts other : last.deployments()) {
            if (!other.id().equals(owner.id())
                    && waits(other)
                    && mayBe(last, other, row)
                    && untouched(other, changes)) {
                for (ShapeOption option : other.spec().options()) {
                    if (isOfTheSameKind(owner, row, option)) {
                        changes.add(oneMore(other, row, option));
                        return;
                    }
                }
            }
        }
    }

    private static boolean waits(DeploymentFacts facts) {
        int placed = facts.placements().stream().mapToInt(PlacedCell::replicas).sum();
        return facts.active() && facts.desired() != null && placed < facts.desired();
    }

    private static boolean mayBe(SchedulerSnapshot last, DeploymentFacts facts, PlacedCell room) {
        PlacementRules rules = facts.spec().rules();
        boolean anywhere =
                rules.requiredRegions().isEmpty()
                        && rules.requiredProviders().isEmpty()
                        && rules.allowedPlanes().isEmpty()
                        && rules.deniedPlanes().isEmpty();
        return anywhere
                && last.planes().stream()
                        .filter(plane -> plane.id().equals(room.planeId()))
                        .anyMatch(plane ->
                                plane.order() == null
                                        && !plane.cordoned()
                                        && plane.previous() != null
                                        && plane.previous().state() == PlaneState.LIVE);
    }

    private static boolean untouched(DeploymentFacts facts, List<CellChange> changes) {
        return changes.stream().noneMatch(change -> change.deploymentId().equals(facts.id()));
    }

    private static boolean isOfTheSameKind(
            DeploymentFacts owner, PlacedCell row, ShapeOption option) {
        return owner.spec().options().stream()
                .filter(own -> own.instanceType().equals(row.instanceType()))
                .anyMatch(own ->
                        own.shape().gpuType().equals(option.shape().gpuType())
                                && option.shape().gpuCount() <= own.shape().gpuCount());
    }

    private CellChange oneMore(DeploymentFacts facts, PlacedCell room, ShapeOption option) {
        int had =
                facts.placements().stream()
                        .filter(row ->
                                row.planeId().equals(room.planeId())
                                        && row.instanceType().equals(option.instanceType())
                                        && row.revision().equals(option.revision()))
                        .mapToInt(PlacedCell::replicas)
                        .sum();
        return new CellChange(
                facts.id(),
                room.planeId(),
                option.instanceType(),
                option.revision(),
                WorkloadKind.REPLICA_SET,
                had + 1,
                facts.specVersion(),
                PlacementReason.PLACED,
                MoveMemory.grown(readAt()));
    }
}
