package dev.mcm.shared.plane;

import dev.mcm.type.v1.DeploymentSpec;
import java.time.Duration;

/// How long a deployment's pods take to end.
public final class PodTime {
    /// How long a pod goes on serving after it was told to stop, so that gateways see it leave
    /// first.
    public static final int LEAVE_SECONDS = 5;

    private PodTime() {}

    /// From told to stop until it is gone, at most.
    public static Duration grace(DeploymentSpec spec) {
        return Duration.ofSeconds(LEAVE_SECONDS + (long) spec.getLongestRequestSeconds());
    }
}
