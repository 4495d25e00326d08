package dev.mcm.gsm;

import static dev.mcm.shared.config.Constraint.between;

import dev.mcm.shared.config.ConfigReader;
import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.config.LeaseConfig;
import dev.mcm.shared.config.PostgresConfig;
import java.time.Duration;

/// Configuration of GSM.
///
/// @param control database `mcm`
/// @param observed database `mcm_observed`
record GsmConfig(
        PostgresConfig control,
        PostgresConfig observed,
        KafkaConfig kafka,
        LeaseConfig lease,
        Timing timing) {
    /// @param silentAfter longest allowed time between heartbeats of a plane
    /// @param unreadableAfter how long a plane may be heard and not be readable
    /// @param rollupInterval least time between two changes of a rolled-up row
    /// @param goneRetention how long the row of a gone object is kept
    record Timing(
            Duration silentAfter,
            Duration unreadableAfter,
            Duration rollupInterval,
            Duration goneRetention) {}

    static GsmConfig read(ConfigReader in) {
        return new GsmConfig(
                PostgresConfig.read(in),
                PostgresConfig.read(in, "OBSERVED_POSTGRES", "mcm_observed"),
                KafkaConfig.read(in),
                LeaseConfig.read(in),
                new Timing(
                        in.duration(
                                        "SILENT_AFTER",
                                        "Longest allowed time between heartbeats of a plane: three"
                                                + " intervals of LSM's.")
                                .must(between(Duration.ofMillis(500), Duration.ofMinutes(10)))
                                .orDefault(Duration.ofSeconds(15)),
                        in.duration(
                                        "UNREADABLE_AFTER",
                                        "How long a plane may be heard whose LSM cannot read it, or"
                                                + " has not yet listed it: longer than LSM needs"
                                                + " after a restart.")
                                .must(between(Duration.ofMillis(500), Duration.ofMinutes(10)))
                                .orDefault(Duration.ofSeconds(30)),
                        in.duration(
                                        "ROLLUP_INTERVAL",
                                        "Least time between two changes of a rolled-up row.")
                                .must(between(Duration.ofMillis(20), Duration.ofMinutes(1)))
                                .orDefault(Duration.ofSeconds(1)),
                        in.duration(
                                        "GONE_RETENTION",
                                        "How long the row of an object that is gone is kept.")
                                .must(between(Duration.ofMinutes(1), Duration.ofDays(30)))
                                .orDefault(Duration.ofHours(1))));
    }
}
