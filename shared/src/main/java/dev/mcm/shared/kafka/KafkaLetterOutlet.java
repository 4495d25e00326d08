package dev.mcm.shared.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// [LetterOutlet] with clients that are impatient: the thread that waits has more to read.
final class KafkaLetterOutlet implements LetterOutlet {
    private static final int REQUEST_MILLIS = 5_000;
    private static final int DELIVERY_MILLIS = 10_000;

    private final KafkaClients clients;
    private final String purpose;
    private @Nullable Producer<byte[], byte[]> producer;

    KafkaLetterOutlet(KafkaClients clients, String owner) {
        this.clients = clients;
        this.purpose = owner + "-dlq";
    }

    @Override
    public void ensure(TopicSpec topic) throws InterruptedException {
        Map<String, Object> impatient =
                Map.of(
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        try (Admin admin = clients.admin(purpose, impatient)) {
            Topics.ensure(admin, List.of(topic), clients.replicationFactor());
        }
    }

    @Override
    public Future<?> send(ProducerRecord<byte[], byte[]> letter) {
        if (producer == null) {
            producer =
                    clients.producer(
                            purpose,
                            Map.of(
                                    ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_MILLIS,
                                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS,
                                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS));
        }
        return producer.send(letter);
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
            producer = null;
        }
    }
}
