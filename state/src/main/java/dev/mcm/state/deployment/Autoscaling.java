package dev.mcm.state.deployment;

import dev.mcm.type.v1.AutoscalingSettings;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// How a deployment scales: columns of `deployments`, and `mcm.type.v1.AutoscalingSettings` with
/// every field set.
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
    /// A setting by the name of its column and of its field, and its range.
    ///
    /// @param most included; [Integer#MAX_VALUE] = any
    public record Setting(String name, int least, int most) {
        public boolean allows(int value) {
            return value >= least && value <= most;
        }
    }

    /// In the order of the components. Of `max_replica` it is asked, too, that it is not below
    /// `min_replica`.
    public static final List<Setting> SETTINGS =
            List.of(
                    new Setting("min_replica", 0, Integer.MAX_VALUE),
                    new Setting("max_replica", 1, Integer.MAX_VALUE),
                    new Setting("autoscaling_window_seconds", 10, 3600),
                    new Setting("scale_down_delay_seconds", 0, 3600),
                    new Setting("concurrency_target", 1, Integer.MAX_VALUE),
                    new Setting("target_utilization_percentage", 1, 100),
                    new Setting("max_scale_down_rate_percent", 1, 100));

    /// What applies to a setting that its caller leaves unset.
    public static final Autoscaling DEFAULT = new Autoscaling(0, 1, 60, 900, 1, 70, 50);

    public Autoscaling {
        int[] values = {
            minReplica,
            maxReplica,
            windowSeconds,
            scaleDownDelaySeconds,
            concurrencyTarget,
            targetUtilizationPercentage,
            maxScaleDownRatePercent
        };
        for (int i = 0; i < values.length; i++) {
            Setting setting = SETTINGS.get(i);
            if (!setting.allows(values[i])) {
                throw refused(setting.name(), values[i], setting.least() + " to " + setting.most());
            }
        }
        if (maxReplica < minReplica) {
            throw refused("max_replica", maxReplica, ">= min_replica " + minReplica);
        }
    }

    /// @param settings valid, every field set
    public static Autoscaling of(AutoscalingSettings settings) {
        return new Autoscaling(
                settings.getMinReplica(),
                settings.getMaxReplica(),
                settings.getAutoscalingWindowSeconds(),
                settings.getScaleDownDelaySeconds(),
                settings.getConcurrencyTarget(),
                settings.getTargetUtilizationPercentage(),
                settings.getMaxScaleDownRatePercent());
    }

    public AutoscalingSettings toProto() {
        return AutoscalingSettings.newBuilder()
                .setMinReplica(minReplica)
                .setMaxReplica(maxReplica)
                .setAutoscalingWindowSeconds(windowSeconds)
                .setScaleDownDelaySeconds(scaleDownDelaySeconds)
                .setConcurrencyTarget(concurrencyTarget)
                .setTargetUtilizationPercentage(targetUtilizationPercentage)
                .setMaxScaleDownRatePercent(maxScaleDownRatePercent)
                .build();
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

    private static IllegalArgumentException refused(String setting, int value, String expected) {
        return new IllegalArgumentException(
                setting + ": " + value + " (expected: " + expected + ")");
    }
}
