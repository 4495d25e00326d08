package dev.mcm.state.deployment;

import com.google.protobuf.Descriptors.FieldDescriptor;
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
    /// In the order of the components. Of `max_replica` it is asked, too, that it is not below
    /// `min_replica`.
    public static final List<NumberSetting<Autoscaling>> SETTINGS =
            List.of(
                    new NumberSetting<>(
                            "min_replica", 0, Integer.MAX_VALUE, Autoscaling::minReplica),
                    new NumberSetting<>(
                            "max_replica", 1, Integer.MAX_VALUE, Autoscaling::maxReplica),
                    new NumberSetting<>(
                            "autoscaling_window_seconds", 10, 3600, Autoscaling::windowSeconds),
                    new NumberSetting<>(
                            "scale_down_delay_seconds",
                            0,
                            3600,
                            Autoscaling::scaleDownDelaySeconds),
                    new NumberSetting<>(
                            "concurrency_target",
                            1,
                            Integer.MAX_VALUE,
                            Autoscaling::concurrencyTarget),
                    new NumberSetting<>(
                            "target_utilization_percentage",
                            1,
                            100,
                            Autoscaling::targetUtilizationPercentage),
                    new NumberSetting<>(
                            "max_scale_down_rate_percent",
                            1,
                            100,
                            Autoscaling::maxScaleDownRatePercent));

    private static final List<FieldDescriptor> FIELDS =
            SETTINGS.stream()
                    .map(setting ->
                            AutoscalingSettings.getDescriptor().findFieldByName(setting.name()))
                    .toList();

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
            SETTINGS.get(i).require(values[i]);
        }
        if (maxReplica < minReplica) {
            throw new IllegalArgumentException(
                    "max_replica: "
                            + maxReplica
                            + " (expected: >= min_replica "
                            + minReplica
                            + ")");
        }
    }

    /// @param values in the order of [#SETTINGS]
    public static Autoscaling of(int[] values) {
        return new Autoscaling(
                values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
    }

    /// @return in the order of [#SETTINGS]
    public int[] values() {
        return SETTINGS.stream().mapToInt(setting -> setting.value().applyAsInt(this)).toArray();
    }

    /// @param settings valid, every field set
    public static Autoscaling of(AutoscalingSettings settings) {
        return of(FIELDS.stream().mapToInt(field -> (Integer) settings.getField(field)).toArray());
    }

    public AutoscalingSettings toProto() {
        AutoscalingSettings.Builder settings = AutoscalingSettings.newBuilder();
        int[] values = values();
        for (int i = 0; i < values.length; i++) {
            settings.setField(FIELDS.get(i), values[i]);
        }
        return settings.build();
    }

    static Autoscaling read(ResultSet row) throws SQLException {
        int[] values = new int[SETTINGS.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getInt(SETTINGS.get(i).name());
        }
        return of(values);
    }
}
