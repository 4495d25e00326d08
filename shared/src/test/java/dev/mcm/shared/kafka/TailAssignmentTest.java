package dev.mcm.shared.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.time.RandomSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

final class TailAssignmentTest {
    private static final List<String> TOPICS = List.of("a", "b", "c");

    private final TailProgress progress = new TailProgress();
    private final TailAssignment assignment =
            new TailAssignment(new TailStart.Beginning(), progress);

    @Test
    void wokenUpAtAnyStepItGoesOnWithPositionsAndTargets() {
        int steps = whole(new FaultyConsumer(_ -> false), Set.of("a", "b"));
        assertThat(steps).isGreaterThan(3);
        for (int step = 0; step < steps; step++) {
            int woken = step;
            TailProgress fresh = new TailProgress();
            FaultyConsumer consumer = consumer(new FaultyConsumer(request -> request == woken));
            TailAssignment some = new TailAssignment(new TailStart.Beginning(), fresh);

            applyUntilDone(some, consumer, Set.of("a", "b"));

            assertThat(consumer.requests()).as("woken at %d", woken).isGreaterThan(steps);
            verify(consumer, fresh, Set.of("a", "b"), "woken at " + woken);
        }
    }

    @Test
    void whateverTopicsComeAndGoWhileItIsWokenUpEachIsReadFromItsBeginning() {
        for (long seed = 0; seed < 300; seed++) {
            RandomGenerator random = RandomSource.seeded(seed);
            TailProgress fresh = new TailProgress();
            FaultyConsumer consumer = consumer(new FaultyConsumer(_ -> random.nextInt(3) == 0));
            TailAssignment some = new TailAssignment(new TailStart.Beginning(), fresh);
            Set<String> wanted = Set.of();
            for (int change = 0; change < 10; change++) {
                wanted = Set.copyOf(TOPICS.subList(random.nextInt(3), 3));
                try {
                    some.apply(consumer, wanted);
                } catch (WakeupException e) {
                    // The topics may be others at the next call.
                }
                for (TopicPartition assigned : consumer.assignment()) {
                    assertThat(consumer.position(assigned)).as("seed %d", seed).isEqualTo(3);
                }
            }
            applyUntilDone(some, consumer, wanted);
            verify(consumer, fresh, wanted, "seed " + seed);
        }
    }

    @Test
    void aTopicThatMayNotBeReadKeepsNoOtherFromBeingRead() {
        FaultyConsumer consumer = consumer(new FaultyConsumer(_ -> false));
        consumer.forbidden.add("a");

        assignment.apply(consumer, Set.of("a", "b"));
        advance(consumer, Set.of("b"));

        assertThat(consumer.assignment()).containsExactly(new TopicPartition("b", 0));
        assertThat(progress.denied()).containsExactly("a");
        assertThat(progress.caughtUp(Set.of("b"))).isTrue();
        assertThat(progress.caughtUp(Set.of("a"))).isFalse();

        consumer.forbidden.clear();
        assignment.apply(consumer, Set.of("a", "b"));

        assertThat(progress.denied()).isEmpty();
        assertThat(consumer.position(new TopicPartition("a", 0))).isEqualTo(3);
        assertThat(consumer.position(new TopicPartition("b", 0))).isEqualTo(7);
    }

    @Test
    void aRightThatIsTakenAwayStopsThatTopicOnly() {
        FaultyConsumer consumer = consumer(new FaultyConsumer(_ -> false));
        assignment.apply(consumer, Set.of("a", "b"));
        advance(consumer, Set.of("a", "b"));

        assignment.deny(consumer, Set.of("a"));
        progress.publish(Set.of("a", "b"), 0);

        assertThat(consumer.assignment()).containsExactly(new TopicPartition("b", 0));
        assertThat(progress.caughtUp(Set.of("a"))).isFalse();
        assertThat(progress.caughtUp(Set.of("b"))).isTrue();

        assignment.apply(consumer, Set.of("a", "b"));
        assertThat(consumer.position(new TopicPartition("a", 0))).isEqualTo(7);
    }

    @Test
    void whoLostRecordsHasNotCaughtUpBeforeTheEndOfThatTime() {
        FaultyConsumer consumer = consumer(new FaultyConsumer(_ -> false));
        TopicPartition a = new TopicPartition("a", 0);
        assignment.apply(consumer, Set.of("a"));
        advance(consumer, Set.of("a"));
        assertThat(progress.caughtUp(Set.of("a"))).isTrue();

        consumer.updateBeginningOffsets(Map.of(a, 20L));
        consumer.updateEndOffsets(Map.of(a, 25L));
        progress.lose(a);
        assertThat(progress.caughtUp(Set.of("a"))).isFalse();
        assignment.apply(consumer, Set.of("a"));
        progress.publish(Set.of("a"), 5);

        assertThat(consumer.position(a)).isEqualTo(20);
        assertThat(progress.caughtUp(Set.of("a"))).isFalse();
        progress.advance(a, 25);
        progress.publish(Set.of("a"), 0);
        assertThat(progress.caughtUp(Set.of("a"))).isTrue();
    }

    @Test
    void afterAnOutageCaughtUpIsMeasuredByTheEndsBehindIt() {
        FaultyConsumer consumer = consumer(new FaultyConsumer(_ -> false));
        TopicPartition a = new TopicPartition("a", 0);
        assignment.apply(consumer, Set.of("a"));
        advance(consumer, Set.of("a"));

        progress.doubt();
        progress.publish(Set.of("a"), 0);
        assertThat(progress.caughtUp(Set.of("a"))).isFalse();
        consumer.updateEndOffsets(Map.of(a, 9L));
        assignment.apply(consumer, Set.of("a"));
        progress.publish(Set.of("a"), 2);
        assertThat(progress.caughtUp(Set.of("a"))).isFalse();
        assertThat(consumer.position(a)).isEqualTo(7);

        progress.advance(a, 9);
        progress.publish(Set.of("a"), 0);
        assertThat(progress.caughtUp(Set.of("a"))).isTrue();
    }

    private static FaultyConsumer consumer(FaultyConsumer consumer) {
        TOPICS.forEach(topic -> consumer.topic(topic, 3, 7));
        return consumer;
    }

    private int whole(FaultyConsumer consumer, Set<String> topics) {
        consumer(consumer);
        new TailAssignment(new TailStart.Beginning(), new TailProgress()).apply(consumer, topics);
        return consumer.requests();
    }

    private static void applyUntilDone(
            TailAssignment assignment, FaultyConsumer consumer, Set<String> topics) {
        boolean done = false;
        while (!done) {
            try {
                assignment.apply(consumer, topics);
                done = true;
            } catch (WakeupException e) {
                // Again, as the tail does.
            }
        }
    }

    private static void verify(
            FaultyConsumer consumer, TailProgress progress, Set<String> topics, String what) {
        progress.publish(topics, 0);
        assertThat(consumer.assignment())
                .as(what)
                .extracting(TopicPartition::topic)
                .containsExactlyInAnyOrderElementsOf(topics);
        for (TopicPartition assigned : consumer.assignment()) {
            assertThat(consumer.position(assigned)).as(what).isEqualTo(3);
            assertThat(progress.behind(assigned)).as(what).isEqualTo(4);
            assertThat(progress.caughtUp(Set.of(assigned.topic()))).as(what).isFalse();
        }
    }

    private void advance(FaultyConsumer consumer, Set<String> topics) {
        for (String topic : topics) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.seek(partition, 7);
            progress.advance(partition, 7);
        }
        progress.publish(topics, 0);
    }
}
