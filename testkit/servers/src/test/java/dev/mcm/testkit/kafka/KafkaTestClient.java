package dev.mcm.testkit.kafka;

import dev.mcm.shared.time.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The few things that the tests do with a broker; topics have one partition, and the broker knows
/// them when their creation returns. Not thread-safe.
final class KafkaTestClient implements AutoCloseable {
    private static final Duration READ = Duration.ofSeconds(20);

    private final String bootstrap;
    private final Admin admin;
    private final KafkaProducer<String, String> producer;

    KafkaTestClient(String bootstrap) {
        this.bootstrap = bootstrap;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        this.producer =
                producer(
                        Map.of(
                                "max.block.ms",
                                2_000,
                                "delivery.timeout.ms",
                                2_000,
                                "request.timeout.ms",
                                1_000));
    }

    private KafkaProducer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> settings = new java.util.HashMap<>(more);
        settings.put("bootstrap.servers", bootstrap);
        settings.put("linger.ms", 0);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    void createTopic(String name) {
        outcome(admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all());
        Waiting.until("the broker to learn of topic " + name, READ, () -> topics().contains(name));
    }

    Set<String> topics() {
        return outcome(admin.listTopics().names());
    }

    void send(String topic, String value) {
        outcome(producer.send(new ProducerRecord<>(topic, value)));
    }

    void sendInTransaction(String topic, List<String> values, boolean commit) {
        try (var transactional = producer(Map.of("transactional.id", "test"))) {
            transactional.initTransactions();
            transactional.beginTransaction();
            values.forEach(
                    value -> outcome(transactional.send(new ProducerRecord<>(topic, value))));
            if (commit) {
                transactional.commitTransaction();
            } else {
                transactional.abortTransaction();
            }
        }
    }

    /// Reads from the beginning until `count` values have come; more than that only if they came at
    /// the same time.
    List<String> readCommitted(String topic, int count) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest");
        List<String> values = new ArrayList<>();
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            long deadline = System.nanoTime() + READ.toNanos();
            while (values.size() < count && System.nanoTime() - deadline < 0) {
                consumer.poll(Duration.ofMillis(100)).forEach(found -> values.add(found.value()));
            }
        }
        return values;
    }

    private static <T> T outcome(java.util.concurrent.Future<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer from the broker in 20 s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
    }
}
