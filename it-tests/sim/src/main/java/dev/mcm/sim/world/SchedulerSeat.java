package dev.mcm.sim.world;

import dev.mcm.scheduler.core.CellChange;
import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.EndedCell;
import dev.mcm.scheduler.core.PlaneFacts;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.core.SummaryCounts;
import dev.mcm.scheduler.port.SchedulerStore;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.IdentityState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The Scheduler's store on the rows, as its Postgres adapter reads and writes them.
final class SchedulerSeat implements SchedulerStore {
    private final World world;
    private final StoredRows rows;
    private SchedulerSnapshot last = new SchedulerSnapshot(List.of(), List.of());

    SchedulerSeat(World world) {
        this.world = world;
        this.rows = world.rows();
    }

    @Override
    public SchedulerSnapshot read() {
        last =
                new SchedulerSnapshot(
                        rows.planes.values().stream().map(this::facts).toList(),
                        rows.deployments.values().stream().map(this::facts).toList());
        return last;
    }

    @Override
    public Instant readAt() {
        return world.now();
    }

    private PlaneFacts facts(StoredRows.PlaneRow row) {
        return new PlaneFacts(
                row.id,
                row.provider,
                row.region,
                false,
                row.cordoned,
                IdentityState.KNOWN,
                row.liveness,
                row.probe,
                row.status,
                row.capacity(),
                world.sightings(row.id),
                row.order,
                Set.of(),
                Duration.ZERO,
                Map.of());
    }

    private DeploymentFacts facts(StoredRows.DeploymentRow row) {
        SummaryCounts summary = rows.summaries.get(row.id());
        boolean told = summary != null && summary.isToBeExplained();
        var target = rows.targets.get(row.id());
        return new DeploymentFacts(
                row.id(),
                "",
                Set.of(),
                row.version(),
                row.priority(),
                row.createdAt(),
                row.active(),
                target == null ? null : Integer.valueOf(target.desired()),
                row.spec(),
                rows.placementFacts(row.id()),
                summary,
                rows.summarisedAt.get(row.id()),
                told ? rows.verdicts.getOrDefault(row.id(), List.of()) : List.of(),
                row.rollout());
    }

    @Override
    public void write(SchedulerPlan plan, Instant decidedAt, Runnable written) {
        world.watcher().onPlan(world, last, plan);
        plan.planeStates().forEach(status -> plane(status.planeId()).status = status);
        plan.placements().forEach(this::write);
        plan.ended().forEach(this::end);
        plan.summaries()
                .forEach(change -> {
                    rows.summaries.put(change.deploymentId(), change.summary());
                    rows.summarisedAt.put(change.deploymentId(), world.now());
                });
        plan.verdicts().forEach(said -> rows.verdicts.put(said.deploymentId(), said.verdicts()));
        world.planWritten(plan);
        written.run();
    }

    private StoredRows.PlaneRow plane(PlaneId id) {
        StoredRows.PlaneRow row = rows.planes.get(id);
        if (row == null) {
            throw new IllegalStateException("a plan names plane " + id + ", which there is not");
        }
        return row;
    }

    private void end(EndedCell ended) {
        rows.placements
                .getOrDefault(ended.deploymentId(), new TreeMap<>())
                .remove(
                        new StoredRows.Place(
                                ended.planeId(), ended.instanceType(), ended.revision()));
    }

    private void write(CellChange change) {
        rows.placements
                .computeIfAbsent(change.deploymentId(), _ -> new TreeMap<>())
                .put(
                        StoredRows.Place.of(change),
                        new StoredRows.PlacementRow(
                                change.workload(),
                                change.replicas(),
                                change.specVersion(),
                                world.now(),
                                change.memory()));
    }
}
