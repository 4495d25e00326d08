package dev.mcm.gns.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CommitCompletionTest {
    private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicInteger questions = new AtomicInteger();

    @Test
    void aCompletedTransactionIsNotWaitedFor() {
        completion(() -> false).await();
        assertThat(questions).hasValue(1);
    }

    @Test
    void asLongAsKafkaCompletesItIsAskedAgainAtGrowingIntervals() throws Exception {
        Thread waiting = awaiting(completion(() -> questions.get() < 6));
        for (int pause : new int[] {1, 2, 4, 8, 8}) {
            time.awaitWaiting(1);
            int asked = questions.get();
            time.advance(Duration.ofMillis(pause).minusNanos(1));
            assertThat(time.waiting()).isEqualTo(1);
            assertThat(questions).hasValue(asked);
            time.advance(Duration.ofNanos(1));
            awaitQuestions(asked + 1);
        }
        waiting.join();
        assertThat(questions).hasValue(6);
    }

    @Test
    void aTransactionThatKafkaNeverCompletesIsGivenUp() throws Exception {
        Thread waiting = awaiting(completion(() -> true));
        time.awaitWaiting(1);
        time.advance(Duration.ofSeconds(30));
        waiting.join();
        assertThat(questions).hasValue(2);
    }

    @Test
    void whenKafkaDoesNotSayNobodyWaits() {
        CommitCompletion completion =
                completion(() -> {
                    throw new ExecutionException(new IllegalStateException("not authorized"));
                });
        completion.await();
        completion.await();
        assertThat(questions).hasValue(2);
    }

    /// A transaction that begins too early may be refused for good, not only for the moment.
    @Test
    void aQuestionThatKafkaIsTooBusyToAnswerIsAskedAgain() throws Exception {
        Thread waiting =
                awaiting(
                        completion(() -> {
                            if (questions.get() == 1) {
                                throw new ExecutionException(new TimeoutException("busy"));
                            }
                            return questions.get() < 3;
                        }));
        for (int asked = 1; asked < 3; asked++) {
            time.awaitWaiting(1);
            assertThat(questions).hasValue(asked);
            time.advance(Duration.ofMillis(8));
            awaitQuestions(asked + 1);
        }
        waiting.join();
        assertThat(questions).hasValue(3);
    }

    @Test
    void closingEndsTheWait() throws Exception {
        CommitCompletion completion = completion(() -> true);
        Thread waiting = awaiting(completion);
        time.awaitWaiting(1);
        completion.close();
        waiting.join();
        assertThat(questions).hasValue(1);
    }

    private CommitCompletion completion(CommitCompletion.Question answer) {
        return new CommitCompletion(
                () -> {
                    questions.incrementAndGet();
                    return answer.isCompleting();
                },
                time);
    }

    private static Thread awaiting(CommitCompletion completion) {
        return Thread.ofVirtual().start(completion::await);
    }

    private void awaitQuestions(int count) {
        while (questions.get() < count) {
            Thread.onSpinWait();
        }
    }
}
