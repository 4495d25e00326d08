package dev.mcm.shared.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/// Puts poison records into `<topic>.dlq`, with headers that say where they come from and what is
/// wrong. For one thread.
final class DeadLetters implements AutoCloseable {
    /// Of a letter's key and of its value: far below what any broker takes as one record.
    static final int MOST_BYTES = 256 * 1024;

    private static final int MOST_ERROR_CHARACTERS = 1_000;
    private static final int MOST_ATTEMPTS = 3;

    private final KafkaClients clients;
    private final String owner;
    private final Set<String> ensured = new HashSet<>();
    private @Nullable Producer<byte[], byte[]> producer;

    DeadLetters(KafkaClients clients, String owner) {
        this.clients = clients;
        this.owner = owner;
    }

    /// Returns once Kafka has it; what may pass is tried [#MOST_ATTEMPTS] times.
    ///
    /// @throws KafkaException when Kafka does not take it, or the topic is not as it should be
    void send(PoisonRecordException poison) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                sendOnce(poison);
                return;
            } catch (KafkaException e) {
                if (attempt == MOST_ATTEMPTS || !mayPass(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean mayPass(KafkaException e) {
        return e instanceof RetriableException || e.getCause() instanceof RetriableException;
    }

    private void sendOnce(PoisonRecordException poison) throws InterruptedException {
        ProducerRecord<byte[], byte[]> letter =
                letter(ensureTopic(poison.record().topic()), poison);
        try {
            producer().send(letter).get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "dead letter for " + letter.topic() + " was not accepted", e.getCause());
        }
    }

    /// What does not fit into [#MOST_BYTES] is cut, and the header `mcm-cut` says how long it was.
    @SuppressWarnings("NullAway") // keys and values may be null
    static ProducerRecord<byte[], byte[]> letter(String topic, PoisonRecordException poison) {
        ConsumerRecord<byte[], byte[]> source = poison.record();
        int headerBytes =
                Stream.of(source.headers().toArray())
                        .mapToInt(header -> header.key().length() + length(header.value()))
                        .sum();
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic, cut(source.key()), cut(source.value()));
        if (headerBytes <= MOST_BYTES) {
            source.headers().forEach(letter.headers()::add);
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("mcm-error", shorten(String.valueOf(poison.getMessage())));
        headers.put("mcm-topic", source.topic());
        headers.put("mcm-partition", Integer.toString(source.partition()));
        headers.put("mcm-offset", Long.toString(source.offset()));
        int size = length(source.key()) + length(source.value()) + headerBytes;
        if (Stream.of(length(source.key()), length(source.value()), headerBytes)
                .anyMatch(bytes -> bytes > MOST_BYTES)) {
            headers.put("mcm-cut", Integer.toString(size));
        }
        headers.forEach((name, value) ->
                letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return letter;
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes) {
        return length(bytes) <= MOST_BYTES ? bytes : Arrays.copyOf(bytes, MOST_BYTES);
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
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
