package dev.mcm.autoscaler;

import static dev.mcm.shared.config.Constraint.between;

import dev.mcm.shared.config.ConfigReader;
import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.config.LeaseConfig;
import dev.mcm.shared.config.PostgresConfig;
import java.time.Duration;

/// Configuration of the Autoscaler.
public record AutoscalerConfig(
        PostgresConfig postgres, KafkaConfig kafka, LeaseConfig lease, Timing timing) {
    /// @param tick how often to decide
    /// @param resync how often to read everything again without an event
    /// @param checkpoint how often to save the state of decisions
    /// @param reasonInterval after how long a new reason for the same scale is written
    /// @param catchUp how long after the start to wait for the samples of the past
    public record Timing(
            Duration tick,
            Duration resync,
            Duration checkpoint,
            Duration reasonInterval,
            Duration catchUp) {}

    static AutoscalerConfig read(ConfigReader in) {
        return new AutoscalerConfig(
                PostgresConfig.read(in), KafkaConfig.read(in), LeaseConfig.read(in), timing(in));
    }

    private static Timing timing(ConfigReader in) {
        return new Timing(
                in.duration("TICK", "How often to decide.")
                        .must(between(Duration.ofMillis(100), Duration.ofSeconds(30)))
                        .orDefault(Duration.ofSeconds(1)),
                in.duration("RESYNC", "How often to read everything again without an event.")
                        .must(between(Duration.ofMillis(100), Duration.ofMinutes(5)))
                        .orDefault(Duration.ofSeconds(5)),
                in.duration(
                                "CHECKPOINT",
                                "How often to save the state of decisions that are under way.")
                        .must(between(Duration.ofMillis(100), Duration.ofMinutes(5)))
                        .orDefault(Duration.ofSeconds(5)),
                in.duration(
                                "REASON_INTERVAL",
                                "After how long a new reason for the same scale is written.")
                        .must(between(Duration.ZERO, Duration.ofHours(1)))
                        .orDefault(Duration.ofSeconds(30)),
                in.duration(
                                "CATCH_UP",
                                "How long after the start to wait for the samples of the past"
                                        + " before deciding without them.")
                        .must(between(Duration.ZERO, Duration.ofMinutes(5)))
                        .orDefault(Duration.ofSeconds(15)));
    }
}
