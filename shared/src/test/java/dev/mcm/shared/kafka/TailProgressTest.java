package dev.mcm.shared.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TailProgressTest {
    private static final TopicPartition A0 = new TopicPartition("a", 0);
    private static final TopicPartition A1 = new TopicPartition("a", 1);
    private static final TopicPartition B0 = new TopicPartition("b", 0);
    private static final Set<String> BOTH = Set.of("a", "b");

    private final TailProgress progress = new TailProgress();

    @Test
    void nothingHasCaughtUpBeforeItIsPublished() {
        assertThat(progress.caughtUp(Set.of("a"))).isFalse();
        assertThat(progress.caughtUp(Set.of())).isTrue();
    }

    @Test
    void aTopicHasCaughtUpWhenAllItsPartitionsReachedTheirFirstEnd() {
        progress.begin(A0, 0, 10);
        progress.begin(A1, 5, 5);
        progress.advance(A0, 9);
        progress.publish(Set.of("a"), 1);
        assertThat(progress.caughtUp(Set.of("a"))).isFalse();

        progress.advance(A0, 10);
        progress.publish(Set.of("a"), 0);
        assertThat(progress.caughtUp(Set.of("a"))).isTrue();
    }

    @Test
    void aPartitionIsBehindUntilItReachedItsFirstEnd() {
        progress.begin(A0, 3, 7);
        assertThat(progress.behind(A0)).isEqualTo(4);

        progress.advance(A0, 6);
        assertThat(progress.behind(A0)).isEqualTo(1);

        progress.advance(A0, 9);
        assertThat(progress.behind(A0)).isZero();
        assertThat(progress.behind(B0)).isZero();
    }

    @Test
    void aTopicThatComesLaterHasToCatchUpForItself() {
        progress.begin(A0, 0, 0);
        progress.publish(Set.of("a"), 0);
        assertThat(progress.caughtUp(BOTH)).isFalse();

        progress.begin(B0, 0, 3);
        progress.publish(BOTH, 3);
        assertThat(progress.caughtUp(BOTH)).isFalse();
        assertThat(progress.caughtUp(Set.of("a"))).isTrue();

        progress.advance(B0, 3);
        progress.publish(BOTH, 0);
        assertThat(progress.caughtUp(BOTH)).isTrue();
    }

    @Test
    void aTopicThatIsDroppedIsForgotten() {
        progress.begin(A0, 0, 3);
        progress.noteMissing("b");
        progress.advance(A0, 3);
        progress.publish(BOTH, 0);

        progress.retain(Set.of("c"));

        assertThat(progress.knows(A0)).isFalse();
        assertThat(progress.wasMissing("b")).isFalse();
        assertThat(progress.caughtUp(Set.of("a"))).isFalse();
    }

    @Test
    void positionsAreKept() {
        progress.begin(A0, 7, 9);
        assertThat(progress.next(A0)).isEqualTo(7);
        progress.advance(A0, 8);
        assertThat(progress.next(A0)).isEqualTo(8);
    }
}
