package dev.mcm.atc.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.time.Backoff;
import dev.mcm.shared.time.RandomSource;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PushQueueTest {
    private static final DeploymentId A = new DeploymentId("d-aaaaaaaaaa");
    private static final DeploymentId B = new DeploymentId("d-bbbbbbbbbb");
    private static final long SECOND = 1_000_000_000L;

    private final PushQueue queue =
            new PushQueue(
                    new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4), 2, 0),
                    RandomSource.seeded(1));

    @Test
    void aDeploymentIsInItOnce() {
        queue.offer(A, 0);
        queue.offer(A, 0);

        assertThat(queue.take(10, 0)).containsExactly(A);
        assertThat(queue.take(10, 0)).isEmpty();
    }

    /// Under a load that never ends nobody waits for ever.
    @Test
    void theOneThatHasBeenDueForLongestIsTakenFirst() {
        List<DeploymentId> inOrder =
                IntStream.range(0, 100)
                        .mapToObj(n -> new DeploymentId("d-%010d".formatted(n * 37 % 100)))
                        .toList();
        for (int n = 0; n < inOrder.size(); n++) {
            queue.offer(inOrder.get(n), n);
        }
        queue.offer(inOrder.getFirst(), 200);

        assertThat(queue.take(10, 300)).isEqualTo(inOrder.subList(0, 10));
        queue.giveBack(inOrder.getFirst(), 300);
        assertThat(queue.take(2, 300)).containsExactly(inOrder.getFirst(), inOrder.get(10));
    }

    @Test
    void aChangeDuringThePushLeadsToOneMore() {
        queue.offer(A, 0);
        queue.take(10, 0);
        queue.offer(A, 0);
        queue.offer(A, 0);
        assertThat(queue.take(10, 0)).as("one at a time").isEmpty();

        queue.done(A, 0);

        assertThat(queue.take(10, 0)).containsExactly(A);
        queue.done(A, 0);
        assertThat(queue.take(10, 0)).isEmpty();
        assertThat(queue.contains(A)).isFalse();
    }

    @Test
    void whatHasToWaitIsDueLaterAndAtOnceWhenItChangesMeanwhile() {
        queue.offer(A, 0);
        queue.take(10, 0);
        queue.later(A, 0, Duration.ofSeconds(2));
        assertThat(queue.take(10, 2 * SECOND - 1)).isEmpty();
        assertThat(queue.take(10, 2 * SECOND)).containsExactly(A);

        queue.offer(A, 2 * SECOND);
        queue.later(A, 2 * SECOND, Duration.ofSeconds(2));

        assertThat(queue.take(10, 2 * SECOND)).containsExactly(A);
    }

    @Test
    void afterEachFailureItWaitsLongerUpToALimit() {
        queue.offer(A, 0);
        long now = 0;
        for (long wait : List.of(1L, 2L, 4L, 4L)) {
            assertThat(queue.take(10, now)).containsExactly(A);
            queue.failed(A, now);
            assertThat(queue.untilNext(now)).hasValue(wait * SECOND);
            assertThat(queue.take(10, now + wait * SECOND - 1)).isEmpty();
            now += wait * SECOND;
        }
    }

    @Test
    void aChangeEndsTheWaitAndOthersDoNotWait() {
        queue.offer(A, 0);
        queue.take(10, 0);
        queue.failed(A, 0);
        queue.offer(B, 1);
        assertThat(queue.take(10, 1)).containsExactly(B);

        queue.offer(A, 2);

        assertThat(queue.take(10, 2)).containsExactly(A);
    }

    @Test
    void successForgetsFailures() {
        queue.offer(A, 0);
        queue.take(10, 0);
        queue.failed(A, 0);
        queue.take(10, SECOND);
        queue.done(A, SECOND);
        queue.offer(A, SECOND);
        queue.take(10, SECOND);

        queue.failed(A, SECOND);

        assertThat(queue.untilNext(SECOND)).hasValue(SECOND);
    }

    @Test
    void noMoreAreTakenThanAskedFor() {
        queue.offer(A, 0);
        queue.offer(B, 0);

        assertThat(queue.take(1, 0)).hasSize(1);
        assertThat(queue.take(1, 0)).hasSize(1);
    }

    @Test
    void whatWasGivenBackIsDueAtOnce() {
        queue.offer(A, 0);
        queue.take(1, 0);

        queue.giveBack(A, 0);

        assertThat(queue.take(1, 0)).containsExactly(A);
    }

    @Test
    void whatIsInItIsBehindUntilItIsDoneHoweverOftenItFails() {
        assertThat(queue.backlog()).isEqualTo(new PushQueue.Backlog(0, 0));
        queue.offer(A, SECOND);
        queue.offer(B, 2 * SECOND);
        queue.take(2, 3 * SECOND);
        queue.failed(A, 3 * SECOND);
        queue.offer(A, 4 * SECOND);
        assertThat(queue.backlog()).isEqualTo(new PushQueue.Backlog(2, SECOND));

        queue.take(1, 4 * SECOND);
        queue.done(A, 5 * SECOND);

        assertThat(queue.backlog()).isEqualTo(new PushQueue.Backlog(1, 2 * SECOND));
    }
}
