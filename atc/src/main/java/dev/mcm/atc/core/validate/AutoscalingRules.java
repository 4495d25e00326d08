package dev.mcm.atc.core.validate;

import dev.mcm.shared.error.Violations;
import dev.mcm.type.v1.AutoscalingSettings;

/// Ranges of the autoscaling settings.
public final class AutoscalingRules {
    private AutoscalingRules() {}

    /// @param settings with every field set
    public static void check(AutoscalingSettings settings, Violations violations) {
        Violations at = violations.in("autoscaling");
        int min = settings.getMinReplica();
        int max = settings.getMaxReplica();
        Checks.atLeast(at, "min_replica", min, 0);
        at.check(
                max >= Math.max(1, min),
                "max_replica",
                max,
                ">= " + Math.max(1, min) + ": at least 1 and at least min_replica");
        Checks.range(
                at, "autoscaling_window_seconds", settings.getAutoscalingWindowSeconds(), 10, 3600);
        Checks.range(at, "scale_down_delay_seconds", settings.getScaleDownDelaySeconds(), 0, 3600);
        Checks.atLeast(at, "concurrency_target", settings.getConcurrencyTarget(), 1);
        Checks.range(
                at,
                "target_utilization_percentage",
                settings.getTargetUtilizationPercentage(),
                1,
                100);
        Checks.range(
                at, "max_scale_down_rate_percent", settings.getMaxScaleDownRatePercent(), 1, 100);
    }
}
