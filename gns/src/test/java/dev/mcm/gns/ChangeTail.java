package dev.mcm.gns;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.time.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/// Reads committed events of some tables from the beginning, on a thread of its own, and keeps them
/// all.
final class ChangeTail implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(180);

    /// @param event empty for a tombstone
    /// @param nanos monotonic clock when it was polled
    record Received(String table, String key, Optional<ChangeEvent> event, long nanos) {}

    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
    private final Consumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile boolean stopping;

    ChangeTail(String bootstrap, String... tables) {
        consumer = KafkaClients.of(KafkaConfig.plain(bootstrap), "test").consumer("tail", Map.of());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String table : tables) {
            partitions.add(new TopicPartition(TopicSpecs.CHANGES_PREFIX + table, 0));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread = Thread.ofPlatform().daemon().name("change-tail").start(this::run);
    }

    private void run() {
        try (consumer) {
            while (!stopping) {
                List<Received> batch = new ArrayList<>();
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    batch.add(received(record));
                }
                received.addAll(batch);
            }
        } catch (WakeupException e) {
            // The test has ended.
        }
    }

    private static Received received(ConsumerRecord<byte[], byte[]> record) {
        String table = record.topic().substring(TopicSpecs.CHANGES_PREFIX.length());
        String key = new String(record.key(), StandardCharsets.UTF_8);
        try {
            Optional<ChangeEvent> event =
                    record.value() == null
                            ? Optional.empty()
                            : Optional.of(ChangeEvent.parseFrom(record.value()));
            return new Received(table, key, event, System.nanoTime());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("not a ChangeEvent in " + record.topic(), e);
        }
    }

    List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    List<ChangeEvent> events() {
        return received().stream().flatMap(record -> record.event().stream()).toList();
    }

    /// Waits for the event of the row `key`.
    void awaitKey(String table, String key) throws InterruptedException {
        Waiting.until(
                "row " + key + " of " + table,
                LIMIT,
                () -> {
                    synchronized (received) {
                        return received.stream()
                                .anyMatch(record ->
                                        record.table().equals(table) && record.key().equals(key));
                    }
                });
    }

    /// The first event for which `wanted` holds.
    ChangeEvent await(String what, Predicate<ChangeEvent> wanted) throws InterruptedException {
        return Waiting.get(what, LIMIT, () -> events().stream().filter(wanted).findFirst());
    }

    /// Waits for a record that is not here yet.
    void awaitMore() throws InterruptedException {
        awaitCount(received.size() + 1);
    }

    void awaitCount(int count) throws InterruptedException {
        Waiting.until(count + " records", LIMIT, () -> received.size() >= count);
    }

    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
