package dev.mcm.atc.core.spec;

import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.deployment.Rollout;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.RolloutSettings;

/// Fills in what the caller left out, so that what is stored says what holds.
public final class SpecDefaults {
    /// That requests come to.
    public static final int PORT = 8080;

    private static final AutoscalingSettings AUTOSCALING = Autoscaling.DEFAULT.toProto();
    private static final RolloutSettings ROLLOUT = Rollout.DEFAULT.toProto();

    private SpecDefaults() {}

    /// `predict_concurrency` stays 0, since it follows the concurrency target, which may change
    /// without a new spec.
    public static DeploymentSpec fill(DeploymentSpec given) {
        DeploymentSpec.Builder spec = given.toBuilder();
        spec.setPort(or(spec.getPort(), PORT));
        spec.setNodeCount(or(spec.getNodeCount(), 1));
        spec.setLongestRequestSeconds(or(spec.getLongestRequestSeconds(), 30));
        spec.getPlacementBuilder()
                .setMinPlanes(or(given.getPlacement().getMinPlanes(), 1))
                .setMaxPlaneSharePercent(or(given.getPlacement().getMaxPlaneSharePercent(), 100));
        if (given.hasResources()) {
            boolean gpus = given.getResources().getGpuCount() > 0;
            spec.getResourcesBuilder()
                    .setGpuMilli(gpus ? or(given.getResources().getGpuMilli(), 1000) : 0);
        }
        return spec.build();
    }

    /// Every field is set in the answer.
    public static AutoscalingSettings fill(AutoscalingSettings given) {
        return AUTOSCALING.toBuilder().mergeFrom(given).build();
    }

    /// Every field is set in the answer.
    public static RolloutSettings fill(RolloutSettings given) {
        return ROLLOUT.toBuilder().mergeFrom(given).build();
    }

    private static int or(int value, int fallback) {
        return value == 0 ? fallback : value;
    }
}
