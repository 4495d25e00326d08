package dev.mcm.shared.kafka;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

    TailBatch without(List<PoisonRecord> poison) {
        Set<Place> places =
                poison.stream().map(some -> Place.of(some.record())).collect(Collectors.toSet());
        return new TailBatch(
                records.stream().filter(record -> !places.contains(Place.of(record))).toList(),
                nextOffsets);
    }

    private record Place(String topic, int partition, long offset) {
        static Place of(ConsumerRecord<?, ?> record) {
            return new Place(record.topic(), record.partition(), record.offset());
        }
    }
}
