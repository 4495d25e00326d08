package dev.mcm.state.deployment;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.sql.ResultSet;
import java.sql.SQLException;

/// How a deployment scales. Ranges are those of `mcm.type.v1.AutoscalingSettings`.
@Embeddable
public record Autoscaling(
        @Column(name = "min_replica", nullable = false) int minReplica,
        @Column(name = "max_replica", nullable = false) int maxReplica,
        @Column(name = "autoscaling_window_seconds", nullable = false) int windowSeconds,
        @Column(name = "scale_down_delay_seconds", nullable = false) int scaleDownDelaySeconds,
        @Column(name = "concurrency_target", nullable = false) int concurrencyTarget,
        @Column(name = "target_utilization_percentage", nullable = false)
                int targetUtilizationPercentage,
        @Column(name = "max_scale_down_rate_percent", nullable = false)
                int maxScaleDownRatePercent) {
    /// What applies to a setting that its caller leaves unset.
    public static final Autoscaling DEFAULT = new Autoscaling(0, 1, 60, 900, 1, 70, 50);

    public Autoscaling {
        require(minReplica >= 0, "min_replica", minReplica, ">= 0");
        require(
                maxReplica >= Math.max(1, minReplica),
                "max_replica",
                maxReplica,
                ">= 1 and >= min_replica " + minReplica);
        require(
                windowSeconds >= 10 && windowSeconds <= 3600,
                "autoscaling_window_seconds",
                windowSeconds,
                "10-3600");
        require(
                scaleDownDelaySeconds >= 0 && scaleDownDelaySeconds <= 3600,
                "scale_down_delay_seconds",
                scaleDownDelaySeconds,
                "0-3600");
        require(concurrencyTarget >= 1, "concurrency_target", concurrencyTarget, ">= 1");
        requirePercent("target_utilization_percentage", targetUtilizationPercentage);
        requirePercent("max_scale_down_rate_percent", maxScaleDownRatePercent);
    }

    static Autoscaling read(ResultSet row) throws SQLException {
        return new Autoscaling(
                row.getInt("min_replica"),
                row.getInt("max_replica"),
                row.getInt("autoscaling_window_seconds"),
                row.getInt("scale_down_delay_seconds"),
                row.getInt("concurrency_target"),
                row.getInt("target_utilization_percentage"),
                row.getInt("max_scale_down_rate_percent"));
    }

    private static void requirePercent(String setting, int value) {
        require(value >= 1 && value <= 100, setting, value, "1-100");
    }

    private static void require(boolean holds, String setting, int value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    setting + ": " + value + " (expected: " + expected + ")");
        }
    }
}
