package dev.mcm.shared.kafka;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// Puts poison records into `<topic>.dlq`, with headers that say where they come from and what is
/// wrong. For one thread.
final class DeadLetters implements AutoCloseable {
    private static final int MOST_ERROR_CHARACTERS = 1_000;

    private final KafkaClients clients;
    private final String owner;
    private final Set<String> ensured = new HashSet<>();
    private @Nullable Producer<byte[], byte[]> producer;

    DeadLetters(KafkaClients clients, String owner) {
        this.clients = clients;
        this.owner = owner;
    }

    /// Returns once Kafka has it.
    void send(PoisonRecordException poison) throws InterruptedException {
        ConsumerRecord<byte[], byte[]> source = poison.record();
        String topic = ensureTopic(source.topic());
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic, source.key(), source.value());
        source.headers().forEach(letter.headers()::add);
        Map<String, String> headers = new HashMap<>();
        headers.put("mcm-error", shorten(String.valueOf(poison.getMessage())));
        headers.put("mcm-topic", source.topic());
        headers.put("mcm-partition", Integer.toString(source.partition()));
        headers.put("mcm-offset", Long.toString(source.offset()));
        headers.forEach((name, value) ->
                letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer().send(letter).get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "dead letter for " + topic + " was not accepted", e.getCause());
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
    }

    private String ensureTopic(String source) throws InterruptedException {
        TopicSpec spec = TopicSpecs.deadLetters(source);
        if (!ensured.contains(spec.name())) {
            try (Admin admin = clients.admin(owner + "-dlq")) {
                Topics.ensure(admin, List.of(spec), clients.replicationFactor());
            }
            ensured.add(spec.name());
        }
        return spec.name();
    }

    private Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = clients.producer(owner + "-dlq", Map.of());
        }
        return producer;
    }

    private static String shorten(String text) {
        return text.length() <= MOST_ERROR_CHARACTERS
                ? text
                : text.substring(0, MOST_ERROR_CHARACTERS);
    }
}
