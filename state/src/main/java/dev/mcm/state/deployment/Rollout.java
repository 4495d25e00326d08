package dev.mcm.state.deployment;

import dev.mcm.type.v1.RolloutSettings;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// How a deployment's replicas give way to others: columns of `deployments`, and
/// `mcm.type.v1.RolloutSettings` with every field set. No part of the spec: another one is no new
/// version.
@Embeddable
public record Rollout(
        @Column(name = "max_surge_percent", nullable = false) int maxSurgePercent,
        @Column(name = "max_unavailable_percent", nullable = false) int maxUnavailablePercent,
        @Enumerated(EnumType.STRING) @Column(name = "when_full", nullable = false)
                WhenFull whenFull,
        @Column(name = "progress_deadline_seconds", nullable = false) int progressDeadlineSeconds) {
    private static final long ALL_PERCENT = 100;

    /// Those that are numbers.
    public static final List<NumberSetting<Rollout>> SETTINGS =
            List.of(
                    new NumberSetting<>("max_surge_percent", 1, 100, Rollout::maxSurgePercent),
                    new NumberSetting<>(
                            "max_unavailable_percent", 0, 100, Rollout::maxUnavailablePercent),
                    new NumberSetting<>(
                            "progress_deadline_seconds",
                            60,
                            86_400,
                            Rollout::progressDeadlineSeconds));

    /// What applies to a setting that its caller leaves unset, and to rows from before there were
    /// any.
    public static final Rollout DEFAULT = new Rollout(25, 0, WhenFull.REPLACE, 1800);

    public Rollout {
        SETTINGS.get(0).require(maxSurgePercent);
        SETTINGS.get(1).require(maxUnavailablePercent);
        SETTINGS.get(2).require(progressDeadlineSeconds);
    }

    /// @param target replicas wanted, 0 or more
    /// @return how many more may run while replicas give way, at least 1
    public int maxSurge(int target) {
        long share = target * (long) maxSurgePercent;
        return Math.toIntExact(Math.max(1, (share + ALL_PERCENT - 1) / ALL_PERCENT));
    }

    /// @param target replicas wanted, 0 or more
    /// @return how many of them may be missing while replicas give way
    public int maxUnavailable(int target) {
        return Math.toIntExact(target * (long) maxUnavailablePercent / ALL_PERCENT);
    }

    /// How long a hand-over may go on without another replica becoming ready.
    public Duration progressDeadline() {
        return Duration.ofSeconds(progressDeadlineSeconds);
    }

    /// @param settings valid, every field set
    public static Rollout of(RolloutSettings settings) {
        return new Rollout(
                settings.getMaxSurgePercent(),
                settings.getMaxUnavailablePercent(),
                WhenFull.of(settings.getWhenFull())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "when_full: "
                                                + settings.getWhenFull()
                                                + " (expected: one that is known)")),
                settings.getProgressDeadlineSeconds());
    }

    public RolloutSettings toProto() {
        return RolloutSettings.newBuilder()
                .setMaxSurgePercent(maxSurgePercent)
                .setMaxUnavailablePercent(maxUnavailablePercent)
                .setWhenFull(whenFull.toProto())
                .setProgressDeadlineSeconds(progressDeadlineSeconds)
                .build();
    }

    static Rollout read(ResultSet row) throws SQLException {
        return new Rollout(
                row.getInt("max_surge_percent"),
                row.getInt("max_unavailable_percent"),
                WhenFull.valueOf(row.getString("when_full")),
                row.getInt("progress_deadline_seconds"));
    }
}
