package dev.mcm.shared.kafka;

import dev.mcm.shared.time.Signal;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;

/// A consumer of [FakeTopics], at each of whose calls that may wait for a broker a test can do what
/// it likes: fail it, wake it up, change the topics.
final class FaultyConsumer extends MockConsumer<byte[], byte[]> {
    private static final Node LEADER = new Node(0, "leader", 1);
    private static final int MOST_POLLED = 3;

    private final FakeTopics topics;
    private final IntConsumer step;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Signal idle;
    private int steps;

    /// @param time a poll that finds nothing waits on it
    /// @param step called at each such call with its number, from 0
    FaultyConsumer(FakeTopics topics, TimeSource time, IntConsumer step) {
        super("none");
        this.topics = topics;
        this.step = step;
        this.idle = time.newSignal();
    }

    int steps() {
        return steps;
    }

    private void step() {
        step.accept(steps++);
        if (woken.getAndSet(false)) {
            throw new WakeupException();
        }
    }

    @Override
    public void wakeup() {
        woken.set(true);
        idle.raise();
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
        step();
        if (topics.forbidden.contains(topic)) {
            throw new TopicAuthorizationException(Set.of(topic));
        }
        return topics.exists(topic)
                ? List.of(
                        new PartitionInfo(
                                topic, 0, topics.unled.contains(topic) ? null : LEADER, null, null))
                : List.of();
    }

    @Override
    public synchronized Map<TopicPartition, Long> beginningOffsets(
            Collection<TopicPartition> partitions) {
        return offsets(partitions, FakeTopics.Range::begin);
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(
            Collection<TopicPartition> partitions) {
        return offsets(partitions, FakeTopics.Range::end);
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, Function<FakeTopics.Range, Long> which) {
        step();
        if (partitions.stream().anyMatch(partition -> topics.unled.contains(partition.topic()))) {
            throw new TimeoutException("nobody leads one of " + partitions);
        }
        return partitions.stream()
                .collect(
                        Collectors.toMap(
                                partition -> partition,
                                partition -> which.apply(topics.range(partition.topic()))));
    }

    @Override
    public synchronized long position(TopicPartition partition, Duration timeout) {
        step();
        return super.position(partition);
    }

    @Override
    public synchronized OptionalLong currentLag(TopicPartition partition) {
        return OptionalLong.of(topics.range(partition.topic()).end() - super.position(partition));
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        step();
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new HashMap<>();
        for (TopicPartition partition : assignment()) {
            if (topics.forbidden.contains(partition.topic())) {
                throw new TopicAuthorizationException(Set.of(partition.topic()));
            }
            List<ConsumerRecord<byte[], byte[]>> some = poll(partition);
            if (!some.isEmpty()) {
                polled.put(partition, some);
            }
        }
        polled.forEach((partition, some) -> seek(partition, some.getLast().offset() + 1));
        if (polled.isEmpty()) {
            rest(timeout);
        }
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        polled.forEach((partition, some) ->
                next.put(partition, new OffsetAndMetadata(some.getLast().offset() + 1)));
        return new ConsumerRecords<>(polled, next);
    }

    private List<ConsumerRecord<byte[], byte[]>> poll(TopicPartition partition) {
        long from = super.position(partition);
        FakeTopics.Range range = topics.range(partition.topic());
        if (topics.unled.contains(partition.topic())) {
            return List.of();
        }
        if (from < range.begin()) {
            throw new OffsetOutOfRangeException(Map.of(partition, from));
        }
        return LongStream.range(from, Math.min(range.end(), from + MOST_POLLED))
                .mapToObj(offset ->
                        new ConsumerRecord<>(
                                partition.topic(), 0, offset, new byte[0], new byte[0]))
                .toList();
    }

    private void rest(Duration timeout) {
        try {
            if (idle.await(timeout) && woken.getAndSet(false)) {
                throw new WakeupException();
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
