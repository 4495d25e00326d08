package dev.mcm.shared.kafka;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/// Topics of one partition each, whose records are their offsets, as any number of
/// [FaultyConsumer]s see them.
final class FakeTopics {
    /// May not be read.
    final Set<String> forbidden = ConcurrentHashMap.newKeySet();

    /// Have no leader.
    final Set<String> unled = ConcurrentHashMap.newKeySet();

    private final ConcurrentHashMap<String, Range> ranges = new ConcurrentHashMap<>();

    /// @param end behind the last record
    record Range(long begin, long end) {}

    void create(String topic, long begin, long end) {
        ranges.put(topic, new Range(begin, end));
    }

    boolean exists(String topic) {
        return ranges.containsKey(topic);
    }

    Range range(String topic) {
        return ranges.getOrDefault(topic, new Range(0, 0));
    }

    static TopicPartition partition(String topic) {
        return new TopicPartition(topic, 0);
    }
}
