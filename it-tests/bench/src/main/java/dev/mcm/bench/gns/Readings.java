package dev.mcm.bench.gns;

import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.time.SystemTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// A reader of committed records of some topics from their ends on, on a thread of its own.
final class Readings {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /// @param event "table key version": the version counts the records of the key
    /// @param nanos monotonic clock when it was read
    record Reading(String event, long nanos, ConsumerRecord<byte[], byte[]> record) {}

    private final CompletableFuture<List<Reading>> all = new CompletableFuture<>();

    /// Returns when the reader stands at the ends.
    ///
    /// @param topicPrefix before the tables' names
    /// @param keyPrefix of the records that count
    static Readings of(KafkaClients clients, String topicPrefix, String keyPrefix, int expected) {
        Readings readings = new Readings();
        Consumer<byte[], byte[]> consumer =
                clients.consumer(
                        "reader",
                        Map.of(
                                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                (int) LIMIT.toMillis()));
        List<TopicPartition> partitions =
                Creations.TABLES.stream()
                        .map(table -> new TopicPartition(topicPrefix + table, 0))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        var thread = Executors.newSingleThreadExecutor();
        thread.execute(() -> {
            try (consumer) {
                readings.all.complete(read(consumer, topicPrefix, keyPrefix, expected));
            } catch (RuntimeException e) {
                readings.all.completeExceptionally(e);
            }
        });
        thread.shutdown();
        return readings;
    }

    private static List<Reading> read(
            Consumer<byte[], byte[]> consumer, String topicPrefix, String keyPrefix, int expected) {
        long start = SystemTime.SYSTEM.nanoTime();
        Map<String, Integer> versions = new HashMap<>();
        List<Reading> found = new ArrayList<>();
        while (found.size() < expected) {
            var records = consumer.poll(Duration.ofMillis(200));
            long now = SystemTime.SYSTEM.nanoTime();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                if (key.startsWith(keyPrefix)) {
                    String row = record.topic().substring(topicPrefix.length()) + " " + key;
                    int version = versions.merge(row, 1, Integer::sum);
                    found.add(new Reading(row + " " + version, now, record));
                }
            }
            if (SystemTime.SYSTEM.since(start).compareTo(LIMIT) > 0) {
                throw new IllegalStateException(
                        found.size() + " events within " + LIMIT + " (expected: " + expected + ")");
            }
        }
        return found;
    }

    /// Waits for all that is expected.
    List<Reading> await() {
        return all.join();
    }
}
