package dev.mcm.shared.kafka;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Records that were read together, in offset order within each partition.
///
/// @param records empty when all of the batch was poison
/// @param nextOffsets where reading goes on once the batch is handled, for partitions that the
///   batch touches
public record TailBatch(
        List<ConsumerRecord<byte[], byte[]>> records, Map<TopicPartition, Long> nextOffsets) {
    public TailBatch {
        records = List.copyOf(records);
        nextOffsets = Map.copyOf(nextOffsets);
    }

    TailBatch without(ConsumerRecord<byte[], byte[]> poison) {
        return new TailBatch(
                records.stream().filter(record -> !isSame(record, poison)).toList(), nextOffsets);
    }

    private static boolean isSame(ConsumerRecord<?, ?> a, ConsumerRecord<?, ?> b) {
        return a.offset() == b.offset()
                && a.partition() == b.partition()
                && a.topic().equals(b.topic());
    }
}
