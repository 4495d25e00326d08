package dev.mcm.shared.config;

import static dev.mcm.shared.config.Constraint.between;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How to reach Kafka.
///
/// @param clientProperties file in Java properties format with further client settings (TLS, SASL);
///   wins over MCM's own; null = none
/// @param replicationFactor of topics that MCM creates; -1 = the broker's default
public record KafkaConfig(
        String bootstrapServers, @Nullable Path clientProperties, short replicationFactor) {
    /// Keys `KAFKA_*`.
    public static KafkaConfig read(ConfigReader in) {
        return new KafkaConfig(
                in.string("KAFKA_BOOTSTRAP_SERVERS", "Brokers, host:port separated by commas.")
                        .required("localhost:9092"),
                in.path(
                                "KAFKA_CLIENT_PROPERTIES",
                                "Properties file with further client settings, for TLS and SASL.")
                        .optional()
                        .orElse(null),
                in.integer(
                                "KAFKA_REPLICATION_FACTOR",
                                "Replication factor of topics that MCM creates; -1 is the broker's"
                                        + " default.")
                        .must(between(-1, 15))
                        .orDefault(-1)
                        .shortValue());
    }

    /// Plain text to `bootstrapServers`, the rest by default.
    public static KafkaConfig plain(String bootstrapServers) {
        return new KafkaConfig(bootstrapServers, null, (short) -1);
    }
}
