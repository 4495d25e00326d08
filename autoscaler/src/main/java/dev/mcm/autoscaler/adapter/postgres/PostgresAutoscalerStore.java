package dev.mcm.autoscaler.adapter.postgres;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static java.util.stream.Collectors.toMap;

import dev.mcm.autoscaler.core.AutoscalerSnapshot;
import dev.mcm.autoscaler.core.Checkpoint;
import dev.mcm.autoscaler.core.Intent;
import dev.mcm.autoscaler.core.PlaneJudgement;
import dev.mcm.autoscaler.core.Replicas;
import dev.mcm.autoscaler.core.ScaleFacts;
import dev.mcm.autoscaler.core.StoredTarget;
import dev.mcm.autoscaler.core.TargetChange;
import dev.mcm.autoscaler.port.AutoscalerStore;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.DeploymentStore;
import dev.mcm.state.lease.Lease;
import dev.mcm.state.observed.ObservedDeployment;
import dev.mcm.state.observed.ObservedDeploymentStore;
import dev.mcm.state.placement.Placement;
import dev.mcm.state.placement.PlacementStore;
import dev.mcm.state.plane.PlaneStateStore;
import dev.mcm.state.plane.PlaneStore;
import dev.mcm.state.scale.AutoscalerState;
import dev.mcm.state.scale.AutoscalerStateStore;
import dev.mcm.state.scale.ScaleTarget;
import dev.mcm.state.scale.ScaleTargetChange;
import dev.mcm.state.scale.ScaleTargetStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// [AutoscalerStore] on Postgres: reads in one transaction, writes in one transaction that verifies
/// the lease of the last read: what an earlier reign decided is refused, also when this instance
/// leads again by now. For one thread.
public final class PostgresAutoscalerStore implements AutoscalerStore {
    private static final int MAX_MESSAGE = 500;

    private final Transactions transactions;
    private final Supplier<Optional<Lease>> lease;
    private final DeploymentStore deployments = new DeploymentStore();
    private final PlacementStore placements = new PlacementStore();
    private final ObservedDeploymentStore observed = new ObservedDeploymentStore();
    private final PlaneStore planes = new PlaneStore();
    private final PlaneStateStore planeStates = new PlaneStateStore();
    private final ScaleTargetStore targets = new ScaleTargetStore();
    private final AutoscalerStateStore states = new AutoscalerStateStore();
    private @Nullable Lease readUnder;

    /// @param lease the lease while it is held
    public PostgresAutoscalerStore(Transactions transactions, Supplier<Optional<Lease>> lease) {
        this.transactions = transactions;
        this.lease = lease;
    }

    @Override
    public AutoscalerSnapshot read() {
        readUnder = lease.get().orElse(null);
        return transactions.read(tx -> new AutoscalerSnapshot(deployments(tx), planes(tx)));
    }

    private List<ScaleFacts> deployments(Tx tx) {
        Map<DeploymentId, ScaleTarget> stored =
                targets.all(tx).stream()
                        .collect(toMap(ScaleTarget::deploymentId, target -> target));
        Map<DeploymentId, Map<PlaneId, Integer>> placed =
                placements.all(tx).stream()
                        .filter(row -> row.replicas() > 0)
                        .collect(
                                groupingBy(
                                        row -> row.key().deploymentId(),
                                        groupingBy(
                                                row -> row.key().planeId(),
                                                summingInt(Placement::replicas))));
        Map<DeploymentId, Map<PlaneId, Replicas>> seen = seen(tx);
        return deployments.all(tx).stream()
                .map(row ->
                        new ScaleFacts(
                                row.id(),
                                intent(row),
                                target(stored.get(row.id())),
                                placed.getOrDefault(row.id(), Map.of()),
                                seen.getOrDefault(row.id(), Map.of())))
                .toList();
    }

    private Map<DeploymentId, Map<PlaneId, Replicas>> seen(Tx tx) {
        Map<DeploymentId, Map<PlaneId, Replicas>> seen = new HashMap<>();
        for (ObservedDeployment row : observed.all(tx)) {
            seen.computeIfAbsent(row.key().deploymentId(), _ -> new HashMap<>())
                    .merge(
                            row.key().planeId(),
                            new Replicas(row.counts().bound(), row.counts().ready()),
                            Replicas::plus);
        }
        return seen;
    }

    private static Intent intent(Deployment row) {
        return new Intent(
                row.autoscaling(),
                row.lifecycle() == DeploymentLifecycle.ACTIVE,
                row.updatedAt().getEpochSecond(),
                row.rollout().progressDeadlineSeconds());
    }

    private static @Nullable StoredTarget target(@Nullable ScaleTarget row) {
        return row == null
                ? null
                : new StoredTarget(row.desired(), row.reason(), row.decidedAt().getEpochSecond());
    }

    /// A plane that the Scheduler has no state of yet holds nothing.
    private Map<PlaneId, PlaneJudgement> planes(Tx tx) {
        Map<PlaneId, PlaneJudgement> known = new HashMap<>();
        planes.all(tx).forEach(plane -> known.put(plane.id(), PlaneJudgement.NONE));
        planeStates
                .all(tx)
                .forEach(row ->
                        known.replace(
                                row.planeId(),
                                new PlaneJudgement(row.state(), row.since().getEpochSecond())));
        return known;
    }

    @Override
    public Map<DeploymentId, Checkpoint> checkpoints() {
        Map<DeploymentId, Checkpoint> checkpoints = new HashMap<>();
        for (AutoscalerState row : transactions.read(states::all)) {
            CheckpointCodec.decode(row.state())
                    .ifPresent(checkpoint -> checkpoints.put(row.deploymentId(), checkpoint));
        }
        return checkpoints;
    }

    @Override
    public void write(
            List<TargetChange> changes,
            Map<DeploymentId, Checkpoint> checkpoints,
            Instant decidedAt) {
        Lease held = readUnder;
        if (held == null) {
            throw McmException.notLeader("role 'autoscaler'");
        }
        List<ScaleTargetChange> rows =
                changes.stream().map(change -> row(change, decidedAt)).toList();
        List<AutoscalerState> saved =
                checkpoints.entrySet().stream()
                        .map(entry ->
                                new AutoscalerState(
                                        entry.getKey(),
                                        CheckpointCodec.encode(entry.getValue()),
                                        decidedAt))
                        .toList();
        transactions.writeVoid(tx -> {
            held.verify(tx);
            targets.write(tx, rows);
            states.save(tx, saved);
        });
    }

    private static ScaleTargetChange row(TargetChange change, Instant decidedAt) {
        String message = change.message();
        String fitting =
                message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
        return new ScaleTargetChange(
                change.deploymentId(),
                change.desired(),
                change.reason().name(),
                fitting,
                decidedAt);
    }
}
