package dev.mcm.atctl.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.RolloutSettings;
import dev.mcm.type.v1.WhenFull;
import org.junit.jupiter.api.Test;

final class DeploymentTextTest {
    @Test
    void everySettingStandsUnderTheNameThatTheApiHasForIt() {
        Deployment deployment =
                Deployment.newBuilder()
                        .setId("d-1")
                        .setAutoscaling(
                                AutoscalingSettings.newBuilder().setMinReplica(0).setMaxReplica(3))
                        .setRollout(
                                RolloutSettings.newBuilder()
                                        .setMaxSurgePercent(25)
                                        .setMaxUnavailablePercent(0)
                                        .setWhenFull(WhenFull.WHEN_FULL_WAIT)
                                        .setProgressDeadlineSeconds(600))
                        .build();

        assertThat(DeploymentText.details(deployment))
                .contains(
                        "  scaling       min_replica 0, max_replica 3",
                        "  rollout       max_surge_percent 25, max_unavailable_percent 0,"
                                + " when_full WAIT, progress_deadline_seconds 600");
    }
}
