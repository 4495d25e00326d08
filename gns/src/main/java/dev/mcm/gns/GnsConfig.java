package dev.mcm.gns;

import static dev.mcm.shared.config.Constraint.between;

import dev.mcm.gns.core.SlotName;
import dev.mcm.shared.config.ConfigReader;
import dev.mcm.shared.config.Constraint;
import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.config.LeaseConfig;
import dev.mcm.shared.config.PostgresConfig;
import java.time.Duration;

/// Configuration of GNS.
///
/// @param environment part of the slot's name and of the transactional id
/// @param pollInterval how long Debezium waits for more changes
/// @param watchInterval between looks at the slot while it is streamed
public record GnsConfig(
        PostgresConfig postgres,
        KafkaConfig kafka,
        LeaseConfig lease,
        String environment,
        Duration pollInterval,
        Duration watchInterval) {
    static GnsConfig read(ConfigReader in) {
        return new GnsConfig(
                PostgresConfig.read(in),
                KafkaConfig.read(in),
                LeaseConfig.read(in),
                in.string(
                                "ENVIRONMENT",
                                "Part of the slot's name: separates installations that share a"
                                        + " Postgres server.")
                        .must(
                                new Constraint<>(
                                        "1 to 32 of a-z, 0-9 and _", SlotName::isEnvironment))
                        .orDefault("local"),
                in.duration(
                                "POLL_INTERVAL",
                                "How long Debezium waits for more changes: the floor of the"
                                        + " latency, at the price of idle CPU.")
                        .must(between(Duration.ofMillis(1), Duration.ofSeconds(1)))
                        .orDefault(Duration.ofMillis(5)),
                in.duration(
                                "WATCH_INTERVAL",
                                "How often the slot is looked at while it is streamed.")
                        .must(between(Duration.ofMillis(100), Duration.ofMinutes(1)))
                        .orDefault(Duration.ofSeconds(5)));
    }
}
