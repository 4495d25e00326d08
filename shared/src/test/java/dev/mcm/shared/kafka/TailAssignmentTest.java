package dev.mcm.shared.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.time.ManualTime;
import dev.mcm.shared.time.RandomSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TailAssignmentTest {
    private static final List<String> TOPICS = List.of("a", "b", "c");

    private final ManualTime time = new ManualTime();
    private final FakeTopics topics = new FakeTopics();
    private final FaultyConsumer consumer = new FaultyConsumer(topics, time, _ -> {});
    private final TailProgress progress = new TailProgress();
    private final TailAssignment assignment =
            new TailAssignment(new TailStart.Beginning(), progress);

    @BeforeEach
    void create() {
        TOPICS.forEach(topic -> topics.create(topic, 3, 7));
    }

    @Test
    void wokenUpAtAnyStepItGoesOnWithPositionsAndTargets() {
        assignment.apply(consumer, Set.of("a", "b"));
        int steps = consumer.steps();
        assertThat(steps).isGreaterThan(3);
        for (int step = 0; step < steps; step++) {
            int woken = step;
            TailProgress fresh = new TailProgress();
            FaultyConsumer again = new FaultyConsumer(topics, time, at -> wake(at == woken));
            TailAssignment some = new TailAssignment(new TailStart.Beginning(), fresh);

            applyUntilDone(some, again, Set.of("a", "b"));

            assertThat(again.steps()).as("woken at %d", woken).isGreaterThan(steps);
            verify(again, fresh, Set.of("a", "b"), "woken at " + woken);
        }
    }

    @Test
    void whateverTopicsComeAndGoWhileItIsWokenUpEachIsReadFromItsBeginning() {
        for (long seed = 0; seed < 300; seed++) {
            RandomGenerator random = RandomSource.seeded(seed);
            TailProgress fresh = new TailProgress();
            FaultyConsumer again =
                    new FaultyConsumer(topics, time, _ -> wake(random.nextInt(3) == 0));
            TailAssignment some = new TailAssignment(new TailStart.Beginning(), fresh);
            Set<String> wanted = Set.of();
            for (int change = 0; change < 10; change++) {
                wanted = Set.copyOf(TOPICS.subList(random.nextInt(3), 3));
                try {
                    some.apply(again, wanted);
                } catch (WakeupException e) {
                    // The topics may be others at the next call.
                }
                for (TopicPartition assigned : again.assignment()) {
                    assertThat(again.position(assigned)).as("seed %d", seed).isEqualTo(3);
                }
            }
            applyUntilDone(some, again, wanted);
            verify(again, fresh, wanted, "seed " + seed);
        }
    }

    @Test
    void aTopicThatMayNotBeReadKeepsNoOtherFromBeingRead() {
        topics.forbidden.add("a");

        assignment.apply(consumer, Set.of("a", "b"));
        advance(Set.of("b"));

        assertThat(consumer.assignment()).containsExactly(new TopicPartition("b", 0));
        assertThat(progress.denied()).containsExactly("a");
        assertThat(progress.caughtUp(Set.of("b"))).isTrue();
        assertThat(progress.caughtUp(Set.of("a"))).isFalse();

        topics.forbidden.clear();
        assignment.apply(consumer, Set.of("a", "b"));

        assertThat(progress.denied()).isEmpty();
        assertThat(consumer.position(new TopicPartition("a", 0))).isEqualTo(3);
        assertThat(consumer.position(new TopicPartition("b", 0))).isEqualTo(7);
    }

    @Test
    void aRightThatIsTakenAwayStopsThatTopicOnly() {
        assignment.apply(consumer, Set.of("a", "b"));
        advance(Set.of("a", "b"));

        assignment.deny(consumer, Set.of("a"));
        progress.publish(Set.of("a", "b"), 0);

        assertThat(consumer.assignment()).containsExactly(new TopicPartition("b", 0));
        assertThat(progress.caughtUp(Set.of("a"))).isFalse();
        assertThat(progress.caughtUp(Set.of("b"))).isTrue();

        assignment.apply(consumer, Set.of("a", "b"));
        assertThat(consumer.position(new TopicPartition("a", 0))).isEqualTo(7);
    }

    @Test
    void aTopicThatMayBeReadAgainHasCaughtUpWhenItsEndOfThenIsRead() {
        assignment.apply(consumer, Set.of("a", "b"));
        advance(Set.of("a", "b"));
        assignment.deny(consumer, Set.of("a"));
        progress.publish(Set.of("a", "b"), 0);
        topics.create("a", 3, 9);

        assignment.apply(consumer, Set.of("a", "b"));
        progress.publish(Set.of("a", "b"), 2);

        assertThat(progress.caughtUp(Set.of("b"))).isTrue();
        assertThat(progress.caughtUp(Set.of("a"))).isFalse();
        progress.advance(FakeTopics.partition("a"), 9);
        progress.publish(Set.of("a", "b"), 0);
        assertThat(progress.caughtUp(Set.of("a"))).isTrue();
    }

    /// A topic that was dropped and is read again, say of a plane that was registered anew.
    @Test
    void howFarTheHandlerHasComeIsAskedWheneverReadingBegins() {
        AtomicLong come = new AtomicLong(6);
        TailAssignment some = new TailAssignment(new TailStart.From(_ -> come.get()), progress);
        some.apply(consumer, Set.of("a"));
        assertThat(consumer.position(FakeTopics.partition("a"))).isEqualTo(6);

        some.apply(consumer, Set.of("b"));
        come.set(4);
        some.apply(consumer, Set.of("a", "b"));

        assertThat(consumer.position(FakeTopics.partition("a"))).isEqualTo(4);
        assertThat(consumer.position(FakeTopics.partition("b"))).isEqualTo(6);
    }

    @Test
    void aTopicThatNobodyLeadsKeepsNoOtherFromBeingRead() {
        topics.unled.add("a");

        assignment.apply(consumer, Set.of("a", "b"));
        advance(Set.of("b"));
        progress.publish(Set.of("a", "b"), 0);

        assertThat(consumer.assignment()).containsExactly(FakeTopics.partition("b"));
        assertThat(progress.caughtUp(Set.of("b"))).isTrue();
        assertThat(progress.caughtUp(Set.of("a"))).isFalse();

        topics.unled.clear();
        assignment.apply(consumer, Set.of("a", "b"));
        assertThat(consumer.position(FakeTopics.partition("a"))).isEqualTo(3);
        assertThat(progress.behind(FakeTopics.partition("a"))).isEqualTo(4);
    }

    @Test
    void aLeaderThatIsLostForAWhileTakesCaughtUpBackAtWhateverStepItIsWokenUp() {
        for (int step = 0; step < 4; step++) {
            int woken = step;
            TailProgress fresh = new TailProgress();
            TailAssignment some = new TailAssignment(new TailStart.End(), fresh);
            int[] from = {Integer.MAX_VALUE};
            FaultyConsumer again =
                    new FaultyConsumer(topics, time, at -> wake(at == from[0] + woken));
            some.apply(again, Set.of("a", "b"));
            fresh.publish(Set.of("a", "b"), 0);
            assertThat(fresh.caughtUp(Set.of("a", "b"))).isTrue();

            topics.unled.add("a");
            some.apply(again, Set.of("a", "b"));
            fresh.publish(Set.of("a", "b"), 0);
            assertThat(again.assignment()).hasSize(2);
            assertThat(fresh.caughtUp(Set.of("a"))).isFalse();
            assertThat(fresh.caughtUp(Set.of("b"))).isTrue();

            topics.unled.clear();
            topics.create("a", 3, 9);
            from[0] = again.steps();
            applyUntilDone(some, again, Set.of("a", "b"));
            fresh.publish(Set.of("a", "b"), 2);
            assertThat(fresh.caughtUp(Set.of("a"))).as("woken at %d", woken).isFalse();
            fresh.advance(FakeTopics.partition("a"), 9);
            fresh.publish(Set.of("a", "b"), 0);
            assertThat(fresh.caughtUp(Set.of("a"))).isTrue();
            topics.create("a", 3, 7);
        }
    }

    @Test
    void whatBeginsIsToldUntilItIsHeard() {
        assignment.apply(consumer, Set.of("a", "b"));
        assertThat(progress.begun()).containsExactlyInAnyOrder("a", "b");
        progress.told(Set.of("a"));
        assignment.apply(consumer, Set.of("a", "b"));
        assertThat(progress.begun()).containsExactly("b");
        progress.told(Set.of("b"));

        progress.lose(FakeTopics.partition("a"));
        assignment.apply(consumer, Set.of("a", "b"));
        assertThat(progress.begun()).containsExactly("a");
    }

    @Test
    void whoLostRecordsHasNotCaughtUpBeforeTheEndOfThatTime() {
        TopicPartition a = new TopicPartition("a", 0);
        assignment.apply(consumer, Set.of("a"));
        advance(Set.of("a"));
        assertThat(progress.caughtUp(Set.of("a"))).isTrue();

        topics.create("a", 20, 25);
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
        TopicPartition a = new TopicPartition("a", 0);
        assignment.apply(consumer, Set.of("a"));
        advance(Set.of("a"));

        progress.doubt();
        progress.publish(Set.of("a"), 0);
        assertThat(progress.caughtUp(Set.of("a"))).isFalse();
        topics.create("a", 3, 9);
        assignment.apply(consumer, Set.of("a"));
        progress.publish(Set.of("a"), 2);
        assertThat(progress.caughtUp(Set.of("a"))).isFalse();
        assertThat(consumer.position(a)).isEqualTo(7);

        progress.advance(a, 9);
        progress.publish(Set.of("a"), 0);
        assertThat(progress.caughtUp(Set.of("a"))).isTrue();
    }

    private static void wake(boolean now) {
        if (now) {
            throw new WakeupException();
        }
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

    private void advance(Set<String> topics) {
        for (String topic : topics) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.seek(partition, 7);
            progress.advance(partition, 7);
        }
        progress.publish(topics, 0);
    }
}
