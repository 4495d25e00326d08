package dev.mcm.lsm.adapter.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.lsm.core.LogEntry;
import dev.mcm.lsm.port.PlaneLog;
import dev.mcm.shared.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// [PlaneLog] on the topic's one partition. For one thread.
public final class KafkaPlaneLog implements PlaneLog, AutoCloseable {
    /// Records read at the topic's end to find the largest epoch. The last record alone is never
    /// compacted away; more of them cover the case that an older process, cut off for a while,
    /// wrote last.
    private static final long TAIL = 1_000;

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);

    /// In a row, before the partition counts as one that nobody leads: [#LIMIT].
    private static final int MOST_EMPTY_POLLS = 20;

    private final KafkaClients clients;
    private final TopicPartition partition;
    private final AcknowledgedProducer producer;
    private final Refusals refusals;

    /// Told of each record that Kafka does not take.
    @FunctionalInterface
    public interface Refusals {
        /// @param bytes of its value
        void refused(String key, int bytes, Exception why);
    }

    public KafkaPlaneLog(KafkaClients clients, String topic, Refusals refusals) {
        this.clients = clients;
        this.partition = new TopicPartition(topic, 0);
        this.producer = new AcknowledgedProducer(clients, "state");
        this.refusals = refusals;
    }

    @Override
    public OptionalLong lastEpoch() {
        try (Consumer<byte[], byte[]> consumer = clients.consumer("state-tail", Map.of())) {
            @Nullable List<PartitionInfo> found = consumer.partitionsFor(partition.topic(), LIMIT);
            if (found == null || found.isEmpty()) {
                throw new UnknownTopicOrPartitionException(
                        "topic "
                                + partition.topic()
                                + " does not exist (expected: created by ATC when the plane is"
                                + " registered)");
            }
            return largestEpoch(consumer);
        }
    }

    @Override
    public Outcome append(List<LogEntry> entries) throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(entries.size());
        for (LogEntry entry : entries) {
            PlaneRecord record = entry.record();
            byte @Nullable [] value = record == null ? null : record.toByteArray();
            records.add(
                    new ProducerRecord<>(
                            partition.topic(),
                            partition.partition(),
                            entry.key().getBytes(StandardCharsets.UTF_8),
                            value));
        }
        AcknowledgedProducer.Unacknowledged failed = producer.send(records);
        failed.refused()
                .forEach((index, why) -> {
                    byte @Nullable [] value = records.get(index).value();
                    int bytes = value == null ? 0 : value.length;
                    refusals.refused(entries.get(index).key(), bytes, why);
                });
        return new Outcome(
                failed.uncertain().stream().map(entries::get).toList(),
                failed.refused().keySet().stream().map(entries::get).toList());
    }

    @Override
    public void close() {
        producer.close();
    }

    private OptionalLong largestEpoch(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> one = List.of(partition);
        consumer.assign(one);
        long first = consumer.beginningOffsets(one, LIMIT).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(one, LIMIT).getOrDefault(partition, 0L);
        consumer.seek(partition, Math.max(first, end - TAIL));
        OptionalLong largest = OptionalLong.empty();
        int empty = 0;
        while (consumer.position(partition, LIMIT) < end) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            empty = polled.isEmpty() ? empty + 1 : 0;
            if (empty >= MOST_EMPTY_POLLS) {
                throw new TimeoutException(
                        "topic "
                                + partition.topic()
                                + ": no record at "
                                + consumer.position(partition, LIMIT)
                                + " (expected: up to "
                                + end
                                + ")");
            }
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                long epoch = epochOf(record.value());
                largest = epoch > largest.orElse(0) ? OptionalLong.of(epoch) : largest;
            }
        }
        return largest;
    }

    /// 0 for a tombstone and for what is not a record of LSM.
    private static long epochOf(byte @Nullable [] value) {
        try {
            return value == null ? 0 : PlaneRecord.parseFrom(value).getEpoch();
        } catch (InvalidProtocolBufferException e) {
            return 0;
        }
    }
}
