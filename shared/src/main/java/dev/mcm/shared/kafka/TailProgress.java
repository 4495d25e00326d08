package dev.mcm.shared.kafka;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/// How far a tail has come. Written by the tail's thread; [#caughtUp] and [#lag] may be asked by
/// any.
final class TailProgress {
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<TopicPartition, Long> targets = new HashMap<>();
    private final Set<String> missing = new HashSet<>();
    private final Set<String> denied = new HashSet<>();
    private final Set<String> unled = new HashSet<>();
    private final Set<String> unsure = new HashSet<>();
    private final Set<String> untold = new HashSet<>();
    private final Set<String> reached = ConcurrentHashMap.newKeySet();
    private boolean doubtful;
    private volatile long lag;

    boolean knows(TopicPartition partition) {
        return next.containsKey(partition);
    }

    /// Offset of the next record to handle.
    long next(TopicPartition partition) {
        return next.getOrDefault(partition, 0L);
    }

    /// Reading of a partition begins.
    ///
    /// @param target its end now: whoever has come that far has caught up
    void begin(TopicPartition partition, long offset, long target) {
        next.put(partition, offset);
        if (offset < target) {
            targets.put(partition, target);
        }
        untold.add(partition.topic());
    }

    /// Topics whose reading has begun since [#told].
    Set<String> begun() {
        return Set.copyOf(untold);
    }

    /// The handler knows that reading of these topics has begun.
    void told(Set<String> topics) {
        untold.removeAll(topics);
    }

    /// Records between what is handled next and where catching up ends; 0 when it has.
    long behind(TopicPartition partition) {
        long from = next(partition);
        return targets.getOrDefault(partition, from) - from;
    }

    /// Records that were not read are gone: reading goes on with the oldest, and nobody who has not
    /// come to where the end is then has caught up.
    void lose(TopicPartition partition) {
        next.remove(partition);
        targets.remove(partition);
        missing.add(partition.topic());
        reached.remove(partition.topic());
    }

    /// The brokers were away: what the ends were says nothing any more. Nothing has caught up
    /// before [#trust].
    void doubt() {
        doubtful = true;
        reached.clear();
    }

    /// Where ends are now: whoever has come that far has caught up.
    void aim(Map<TopicPartition, Long> ends) {
        ends.forEach((partition, end) -> {
            if (next(partition) < end) {
                targets.put(partition, end);
            }
        });
    }

    /// All ends are known again.
    void trust() {
        doubtful = false;
        unsure.clear();
    }

    /// The topic may not be read: it has not caught up, and the others are no worse for it.
    void noteDenied(String topic) {
        denied.add(topic);
        reached.remove(topic);
    }

    /// The topic may be read, as far as is known.
    void noteAllowed(String topic) {
        denied.remove(topic);
    }

    /// Topics that may not be read, as of the last look.
    Set<String> denied() {
        return Set.copyOf(denied);
    }

    /// Nobody leads a partition of the topic: it has not caught up, and the others are no worse for
    /// it.
    void noteUnled(String topic) {
        unled.add(topic);
        reached.remove(topic);
    }

    /// All partitions of the topic are led, as far as is known.
    void noteLed(String topic) {
        if (unled.remove(topic)) {
            unsure.add(topic);
        }
    }

    /// Whether the topic's ends may be others than are known, since Kafka could not be asked.
    boolean isUnsure(String topic) {
        return doubtful || unsure.contains(topic);
    }

    void advance(TopicPartition partition, long offset) {
        next.put(partition, offset);
        targets.computeIfPresent(partition, (_, target) -> offset >= target ? null : target);
    }

    /// The topic does not exist: there is nothing to catch up with, and once it exists all of it is
    /// new.
    void noteMissing(String topic) {
        missing.add(topic);
    }

    boolean wasMissing(String topic) {
        return missing.contains(topic);
    }

    /// Forgets all other topics.
    void retain(Set<String> topics) {
        next.keySet().removeIf(partition -> !topics.contains(partition.topic()));
        targets.keySet().removeIf(partition -> !topics.contains(partition.topic()));
        missing.retainAll(topics);
        denied.retainAll(topics);
        unled.retainAll(topics);
        unsure.retainAll(topics);
        untold.retainAll(topics);
        reached.retainAll(topics);
    }

    /// Publishes what other threads may see.
    void publish(Set<String> topics, long lagNow) {
        lag = lagNow;
        if (doubtful) {
            return;
        }
        Set<String> behind = new HashSet<>(denied);
        behind.addAll(unled);
        targets.keySet().forEach(partition -> behind.add(partition.topic()));
        topics.stream().filter(topic -> !behind.contains(topic)).forEach(reached::add);
    }

    boolean caughtUp(Set<String> topics) {
        return reached.containsAll(topics);
    }

    long lag() {
        return lag;
    }
}
