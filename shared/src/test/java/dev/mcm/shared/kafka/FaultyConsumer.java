package dev.mcm.shared.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;

/// A consumer whose requests are woken up when a test says so, and some of whose topics may not be
/// read.
final class FaultyConsumer extends MockConsumer<byte[], byte[]> {
    final Set<String> forbidden = new HashSet<>();
    private final IntPredicate woken;
    private int requests;

    /// @param woken whether the request of this number, from 0, is woken up
    FaultyConsumer(IntPredicate woken) {
        super("none");
        this.woken = woken;
    }

    /// A topic of one partition.
    TopicPartition topic(String name, long begin, long end) {
        TopicPartition partition = new TopicPartition(name, 0);
        updatePartitions(
                name, new ArrayList<>(List.of(new PartitionInfo(name, 0, null, null, null))));
        updateBeginningOffsets(Map.of(partition, begin));
        updateEndOffsets(Map.of(partition, end));
        return partition;
    }

    int requests() {
        return requests;
    }

    private void request() {
        if (woken.test(requests++)) {
            throw new WakeupException();
        }
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
        request();
        if (forbidden.contains(topic)) {
            throw new TopicAuthorizationException(Set.of(topic));
        }
        return super.partitionsFor(topic, timeout);
    }

    @Override
    public synchronized Map<TopicPartition, Long> beginningOffsets(
            Collection<TopicPartition> partitions) {
        request();
        return super.beginningOffsets(partitions);
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(
            Collection<TopicPartition> partitions) {
        request();
        return super.endOffsets(partitions);
    }
}
