package dev.mcm.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.scheduler.adapter.postgres.PostgresSchedulerStore;
import dev.mcm.scheduler.adapter.postgres.StaleRows;
import dev.mcm.scheduler.core.PlacedCell;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.state.Database;
import dev.mcm.state.observed.ObservedCell;
import dev.mcm.state.observed.ObservedCellStore;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a plane shows of replicas, as the Scheduler's core is told it.
final class ObservedGroupsIT {
    private static final String D = "d-aaaaaaaaaa";
    private static final Instant T0 = Instant.parse("2026-11-30T08:00:00Z");
    private static final List<ReplicaGroup> OLD =
            List.of(new ReplicaGroup(ReplicaState.READY, 1, T0, ""));
    private static final List<ReplicaGroup> NEW =
            List.of(
                    new ReplicaGroup(ReplicaState.UNBOUND, 2, T0.plusSeconds(5), "Unschedulable"),
                    new ReplicaGroup(ReplicaState.FAILING, 1, T0, "NodeNotReady"));

    @Test
    void aPlacementComesWithThePodsOfItsCellByVersion() throws Exception {
        try (SchedulerStack stack = new SchedulerStack();
                Database gsm = stack.database("gsm");
                Database scheduler = stack.database("scheduler")) {
            stack.plane("aws-1", 8);
            stack.deployment(D, 3);
            stack.execute(
                    "INSERT INTO placements (deployment_id, plane_id, instance_type, replicas,"
                        + " deployment_version, version, reason, decided_at) VALUES (?, 'aws-1',"
                        + " 'h100', 3, 2, 1, 'PLACED', now())",
                    D);
            gsm.<Integer>write(tx ->
                    new ObservedCellStore()
                            .write(tx, List.of(cell("h100", 1, OLD), cell("h100", 2, NEW))));
            gsm.<Integer>write(
                    tx -> new ObservedCellStore().write(tx, List.of(cell("a100", 2, OLD))));

            PlacedCell placed =
                    new PostgresSchedulerStore(
                                    scheduler,
                                    Optional::empty,
                                    new StaleRows(),
                                    Duration.ZERO,
                                    SystemTime.SYSTEM,
                                    Runnable::run)
                            .read()
                            .deployments()
                            .getFirst()
                            .placements()
                            .getFirst();

            assertThat(placed.observed()).isEqualTo(Map.of(1L, OLD, 2L, NEW));
        }
    }

    private static ObservedCell cell(String type, long version, List<ReplicaGroup> groups) {
        return new ObservedCell(
                new ObservedCell.Key(
                        new DeploymentId(D),
                        new PlaneId("aws-1"),
                        new InstanceTypeName(type),
                        version),
                PodRevision.UNKNOWN,
                groups,
                new Epoch(1),
                1,
                T0);
    }
}
