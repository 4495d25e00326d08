package dev.mcm.shared.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/// Gives a consumer all partitions of a set of topics, each at the right offset. For the tail's
/// thread.
final class TailAssignment {
    private static final Duration METADATA_LIMIT = Duration.ofSeconds(15);

    private final TailStart start;
    private final TailProgress progress;

    TailAssignment(TailStart start, TailProgress progress) {
        this.start = start;
        this.progress = progress;
    }

    /// Brings the consumer's assignment up to date with `topics` and with the partitions that they
    /// have now. Whatever step fails or is woken up, no partition is assigned without its position
    /// and its target: the next call goes on.
    void apply(Consumer<byte[], byte[]> consumer, Set<String> topics) {
        progress.retain(topics);
        Set<TopicPartition> led = new HashSet<>();
        Set<TopicPartition> wanted = new HashSet<>();
        for (String topic : topics) {
            Partitions found = partitions(consumer, topic);
            led.addAll(found.led());
            wanted.addAll(found.led());
            found.unled().stream().filter(progress::knows).forEach(wanted::add);
        }
        Set<TopicPartition> added = new HashSet<>(wanted);
        added.removeIf(partition ->
                consumer.assignment().contains(partition) && progress.knows(partition));
        Set<TopicPartition> unsure = new HashSet<>(led);
        unsure.removeIf(partition ->
                !progress.knows(partition)
                        || !(added.contains(partition) || progress.isUnsure(partition.topic())));
        begin(consumer, added.stream().filter(partition -> !progress.knows(partition)).toList());
        aim(consumer, unsure);
        if (!consumer.assignment().equals(wanted)) {
            consumer.assign(wanted);
        }
        added.forEach(partition -> consumer.seek(partition, progress.next(partition)));
    }

    /// Partitions whose reading goes on after it was broken off, for whatever reason, have not
    /// caught up before they have come to where the end is now.
    private void aim(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            progress.aim(consumer.endOffsets(partitions));
        }
        progress.trust();
    }

    /// Reads no more of these topics before the next [#apply], and counts them as not caught up.
    void deny(Consumer<byte[], byte[]> consumer, Set<String> topics) {
        topics.forEach(progress::noteDenied);
        consumer.assign(
                consumer.assignment().stream()
                        .filter(partition -> !topics.contains(partition.topic()))
                        .toList());
    }

    /// @param led those whose ends can be asked for
    private record Partitions(Set<TopicPartition> led, Set<TopicPartition> unled) {
        static final Partitions NONE = new Partitions(Set.of(), Set.of());
    }

    private Partitions partitions(Consumer<byte[], byte[]> consumer, String topic) {
        @Nullable List<PartitionInfo> infos;
        try {
            infos = consumer.partitionsFor(topic, METADATA_LIMIT);
        } catch (TopicAuthorizationException e) {
            progress.noteDenied(topic);
            return Partitions.NONE;
        }
        progress.noteAllowed(topic);
        if (infos == null || infos.isEmpty()) {
            progress.noteMissing(topic);
            return Partitions.NONE;
        }
        Map<Boolean, Set<TopicPartition>> byLeader =
                infos.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        info -> info.leader() != null,
                                        Collectors.mapping(
                                                info -> new TopicPartition(topic, info.partition()),
                                                Collectors.toSet())));
        Set<TopicPartition> led = byLeader.getOrDefault(true, Set.of());
        Set<TopicPartition> unled = byLeader.getOrDefault(false, Set.of());
        if (unled.isEmpty()) {
            progress.noteLed(topic);
        } else {
            progress.noteUnled(topic);
        }
        return new Partitions(led, unled);
    }

    private void begin(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> chosen = chosen(consumer, partitions, first, end);
        for (TopicPartition partition : partitions) {
            long oldest = first.getOrDefault(partition, 0L);
            long offset =
                    progress.wasMissing(partition.topic())
                            ? oldest
                            : chosen.getOrDefault(partition, oldest);
            progress.begin(partition, offset, end.getOrDefault(partition, 0L));
        }
    }

    private Map<TopicPartition, Long> chosen(
            Consumer<byte[], byte[]> consumer,
            Collection<TopicPartition> partitions,
            Map<TopicPartition, Long> first,
            Map<TopicPartition, Long> end) {
        return switch (start) {
            case TailStart.Beginning() -> first;
            case TailStart.End() -> end;
            case TailStart.From(var offsets) ->
                    partitions.stream()
                            .collect(
                                    Collectors.toMap(partition -> partition, offsets::applyAsLong));
            case TailStart.At(var time) -> {
                Map<TopicPartition, OffsetAndTimestamp> found =
                        consumer.offsetsForTimes(
                                partitions.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        partition -> partition,
                                                        _ -> time.toEpochMilli())));
                yield partitions.stream()
                        .collect(
                                Collectors.toMap(
                                        partition -> partition,
                                        partition -> {
                                            @Nullable OffsetAndTimestamp at = found.get(partition);
                                            return at == null
                                                    ? end.getOrDefault(partition, 0L)
                                                    : at.offset();
                                        }));
            }
        };
    }
}
