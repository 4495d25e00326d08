package dev.mcm.shared.feed;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.kafka.TailBatch;
import dev.mcm.shared.kafka.TailHandler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What some planes publish on one topic each: each message once, in order within a partition. A
/// message that the listener has taken does not come again, whatever part of a batch does. For one
/// tail.
public final class PlaneFeed<T> implements TailHandler {
    private final Function<PlaneId, String> topic;
    private final Reader<T> reader;
    private final PlaneMessageListener<T> listener;
    private final Map<TopicPartition, Long> taken = new HashMap<>();
    private volatile Map<String, PlaneId> planes = Map.of();

    private interface Reader<T> {
        T read(PlaneId plane, byte[] value);
    }

    private PlaneFeed(
            Function<PlaneId, String> topic, Reader<T> reader, PlaneMessageListener<T> listener) {
        this.topic = topic;
        this.reader = reader;
        this.listener = listener;
    }

    /// @param read makes of a message what the listener takes; throws IllegalArgumentException for
    ///   one that no plane may send: it goes to the dead letters
    public static <M, T> PlaneFeed<T> of(
            PlaneTopic<M> topic, Function<M, T> read, PlaneMessageListener<T> listener) {
        return new PlaneFeed<>(
                topic::of, (plane, value) -> read.apply(topic.parse(plane, value)), listener);
    }

    /// Replaces the planes that are heard. Callable from any thread.
    ///
    /// @return their topics, for the tail
    public Set<String> follow(Set<PlaneId> followed) {
        planes = followed.stream().collect(Collectors.toUnmodifiableMap(topic, plane -> plane));
        return planes.keySet();
    }

    @Override
    public void begins(Set<String> topics) {
        taken.keySet().removeIf(partition -> topics.contains(partition.topic()));
    }

    @Override
    public void handle(TailBatch batch) throws Exception {
        Map<String, PlaneId> heard = planes;
        Map<TopicPartition, List<PlaneMessages.Message<T>>> messages = new HashMap<>();
        for (Received<T> received :
                Decoding.of(fresh(batch, heard), record -> read(heard, record))) {
            messages.computeIfAbsent(received.partition(), _ -> new ArrayList<>())
                    .add(received.message());
        }
        Map<TopicPartition, Long> next = new HashMap<>();
        List<PlaneMessages<T>> read = new ArrayList<>();
        batch.nextOffsets()
                .forEach((partition, offset) -> {
                    @Nullable PlaneId plane = heard.get(partition.topic());
                    if (plane != null) {
                        long end = Math.max(offset, taken.getOrDefault(partition, 0L));
                        next.put(partition, end);
                        read.add(
                                new PlaneMessages<>(
                                        plane,
                                        partition.partition(),
                                        messages.getOrDefault(partition, List.of()),
                                        end));
                    }
                });
        if (!read.isEmpty()) {
            listener.take(read);
            taken.putAll(next);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> fresh(
            TailBatch batch, Map<String, PlaneId> heard) {
        return batch.records().stream()
                .filter(record -> heard.containsKey(record.topic()))
                .filter(record -> record.offset() >= taken.getOrDefault(partition(record), 0L))
                .toList();
    }

    private Received<T> read(Map<String, PlaneId> heard, ConsumerRecord<byte[], byte[]> record) {
        T body = reader.read(Objects.requireNonNull(heard.get(record.topic())), record.value());
        return new Received<>(
                partition(record),
                new PlaneMessages.Message<>(Instant.ofEpochMilli(record.timestamp()), body));
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private record Received<T>(TopicPartition partition, PlaneMessages.Message<T> message) {}
}
