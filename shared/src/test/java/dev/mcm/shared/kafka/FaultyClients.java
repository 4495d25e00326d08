package dev.mcm.shared.kafka;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/// Consumers that a test makes, and nothing else.
record FaultyClients(Supplier<FaultyConsumer> consumers) implements KafkaClients {
    @Override
    public Consumer<byte[], byte[]> consumer(String purpose, Map<String, Object> overrides) {
        return consumers.get();
    }

    @Override
    public Producer<byte[], byte[]> producer(String purpose, Map<String, Object> overrides) {
        throw new AssertionError("a tail that fails nothing writes nothing");
    }

    @Override
    public Admin admin(String purpose, Map<String, Object> overrides) {
        throw new AssertionError("a tail asks its consumer");
    }

    @Override
    public short replicationFactor() {
        return 1;
    }
}
