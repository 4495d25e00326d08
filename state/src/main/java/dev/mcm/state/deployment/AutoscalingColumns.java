package dev.mcm.state.deployment;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

@Embeddable
record AutoscalingColumns(
        @Column(name = "min_replica", nullable = false) int minReplica,
        @Column(name = "max_replica", nullable = false) int maxReplica,
        @Column(name = "autoscaling_window_seconds", nullable = false) int windowSeconds,
        @Column(name = "scale_down_delay_seconds", nullable = false) int scaleDownDelaySeconds,
        @Column(name = "concurrency_target", nullable = false) int concurrencyTarget,
        @Column(name = "target_utilization_percentage", nullable = false)
                int targetUtilizationPercentage,
        @Column(name = "max_scale_down_rate_percent", nullable = false)
                int maxScaleDownRatePercent) {
    static AutoscalingColumns of(Autoscaling row) {
        return new AutoscalingColumns(
                row.minReplica(),
                row.maxReplica(),
                row.windowSeconds(),
                row.scaleDownDelaySeconds(),
                row.concurrencyTarget(),
                row.targetUtilizationPercentage(),
                row.maxScaleDownRatePercent());
    }
}
