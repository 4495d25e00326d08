package dev.mcm.scheduler.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.observed.ObservedDeployment;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgelessReplicasTest {
    private static final Instant SEEN = Instant.parse("2026-11-30T08:00:00Z");

    private static ObservedDeployment row(ObservedDeployment.PodCounts counts) {
        return new ObservedDeployment(
                new ObservedDeployment.Key(
                        new DeploymentId("d-aaaaaaaaaa"),
                        new PlaneId("p"),
                        new InstanceTypeName("h100")),
                7,
                counts,
                "",
                "",
                new Epoch(1),
                1,
                SEEN);
    }

    @Test
    void countsBecomeGroupsAsYoungAsTheRow() {
        assertThat(AgelessReplicas.of(row(new ObservedDeployment.PodCounts(6, 5, 3, 3, 1))))
                .isEqualTo(
                        Map.of(
                                7L,
                                List.of(
                                        new ReplicaGroup(ReplicaState.UNBOUND, 1, SEEN, ""),
                                        new ReplicaGroup(ReplicaState.STARTING, 2, SEEN, ""),
                                        new ReplicaGroup(ReplicaState.READY, 3, SEEN, ""),
                                        new ReplicaGroup(ReplicaState.TERMINATING, 1, SEEN, ""))));
    }

    @Test
    void noPodsAreNothingSoThatTheRowMayEnd() {
        assertThat(AgelessReplicas.of(row(new ObservedDeployment.PodCounts(0, 0, 0, 0, 0))))
                .isEmpty();
    }
}
