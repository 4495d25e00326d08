package dev.mcm.sim.world;

import dev.mcm.autoscaler.core.AutoscalerSnapshot;
import dev.mcm.autoscaler.core.Checkpoint;
import dev.mcm.autoscaler.core.Intent;
import dev.mcm.autoscaler.core.PlaneJudgement;
import dev.mcm.autoscaler.core.Replicas;
import dev.mcm.autoscaler.core.ScaleFacts;
import dev.mcm.autoscaler.core.StoredTarget;
import dev.mcm.autoscaler.core.TargetChange;
import dev.mcm.autoscaler.port.AutoscalerStore;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.sim.plane.PlanePicture;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The Autoscaler's store on the rows, as its Postgres adapter reads and writes them.
final class AutoscalerSeat implements AutoscalerStore {
    private final World world;
    private final StoredRows rows;

    AutoscalerSeat(World world) {
        this.world = world;
        this.rows = world.rows();
    }

    @Override
    public AutoscalerSnapshot read() {
        Map<PlaneId, PlaneJudgement> planes = new HashMap<>();
        rows.planes.forEach((id, row) -> planes.put(id, judgement(row.status)));
        return new AutoscalerSnapshot(
                rows.deployments.values().stream().map(this::view).toList(), planes);
    }

    private static PlaneJudgement judgement(@Nullable PlaneStateRow row) {
        return row == null
                ? PlaneJudgement.NONE
                : new PlaneJudgement(row.state(), row.since().getEpochSecond());
    }

    private ScaleFacts view(StoredRows.DeploymentRow row) {
        Map<PlaneId, Integer> placed = new HashMap<>();
        rows.placements(row.id())
                .forEach((place, placement) -> {
                    if (placement.replicas() > 0) {
                        placed.merge(place.planeId(), placement.replicas(), Integer::sum);
                    }
                });
        Map<PlaneId, Replicas> observed = new HashMap<>();
        for (StoredRows.PlaneRow plane : rows.planes.values()) {
            plane.sight
                    .replicas()
                    .forEach((key, counts) -> {
                        if (key.deploymentId().equals(row.id())) {
                            observed.merge(
                                    plane.id,
                                    replicas(PlanePicture.Counts.of(counts)),
                                    Replicas::plus);
                        }
                    });
        }
        Intent intent =
                new Intent(
                        row.autoscaling(),
                        row.active(),
                        row.changedAt(),
                        row.rollout().progressDeadlineSeconds());
        return new ScaleFacts(row.id(), intent, rows.target(row.id()), placed, observed);
    }

    private static Replicas replicas(PlanePicture.Counts counts) {
        return new Replicas(counts.bound(), counts.ready());
    }

    @Override
    public Map<DeploymentId, Checkpoint> checkpoints() {
        return Map.copyOf(rows.checkpoints);
    }

    @Override
    public void write(
            List<TargetChange> changes,
            Map<DeploymentId, Checkpoint> checkpoints,
            Instant decidedAt) {
        List<TargetChange> known =
                changes.stream()
                        .filter(change -> rows.deployments.containsKey(change.deploymentId()))
                        .toList();
        world.watcher().onTargets(world, known);
        for (TargetChange change : known) {
            rows.targets.put(
                    change.deploymentId(),
                    new StoredTarget(
                            change.desired(), change.reason().name(), decidedAt.getEpochSecond()));
        }
        checkpoints.forEach((id, checkpoint) -> {
            if (rows.deployments.containsKey(id)) {
                rows.checkpoints.put(id, checkpoint);
            }
        });
        if (!known.isEmpty()) {
            world.targetsWritten();
        }
    }
}
