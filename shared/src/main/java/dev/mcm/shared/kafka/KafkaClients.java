package dev.mcm.shared.kafka;

import dev.mcm.shared.config.KafkaConfig;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/// Makes Kafka clients with MCM's settings. Whoever asks for a client closes it. Thread-safe.
public interface KafkaClients {
    /// @param owner part of each `client.id`: the service, and its instance where there are several
    /// @throws IllegalArgumentException when the file of client properties cannot be read
    static KafkaClients of(KafkaConfig config, String owner) {
        return new ConfiguredKafkaClients(config, owner);
    }

    /// Idempotent, `acks=all`, lz4.
    ///
    /// @param purpose rest of the `client.id`
    /// @param overrides settings that win over MCM's and the configuration's
    Producer<byte[], byte[]> producer(String purpose, Map<String, Object> overrides);

    /// Reads committed records only, belongs to no group, commits nothing, and throws when an
    /// offset is out of range.
    Consumer<byte[], byte[]> consumer(String purpose, Map<String, Object> overrides);

    default Admin admin(String purpose) {
        return admin(purpose, Map.of());
    }

    /// @param overrides settings that win over MCM's and the configuration's
    Admin admin(String purpose, Map<String, Object> overrides);

    /// Replication factor of topics to create; -1 = the broker's default.
    short replicationFactor();
}
