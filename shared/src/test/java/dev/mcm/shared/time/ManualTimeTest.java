package dev.mcm.shared.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ManualTimeTest {

    private final ManualTime clock = new ManualTime();
    private final List<String> ran = new ArrayList<>();

    private void later(long millis, String name) {
        clock.after(
                Duration.ofMillis(millis),
                () ->
                        ran.add(
                                name
                                        + "@"
                                        + Duration.between(ManualTime.START, clock.instant())
                                                .toMillis()));
    }

    @Test
    void tasksRunInOrderOfTimeAndThenOfSubmission() {
        later(20, "c");
        later(10, "a");
        later(10, "b");
        clock.advance(Duration.ofMillis(15));
        assertThat(ran).containsExactly("a@10", "b@10");
        clock.advance(Duration.ofMillis(5));
        assertThat(ran).containsExactly("a@10", "b@10", "c@20");
    }

    @Test
    void tasksThatATaskAddsRunInTheSameAdvance() {
        clock.after(Duration.ofMillis(5), () -> later(5, "child"));
        clock.advance(Duration.ofMillis(10));
        assertThat(ran).containsExactly("child@10");
    }

    @Test
    void aCancelledTaskDoesNotRun() {
        clock.soon(() -> ran.add("no")).cancel();
        clock.runDue();
        assertThat(ran).isEmpty();
    }

    @Test
    void theClockNeverGoesBack() {
        assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// One clock drives both: a loop that waits in its thread and a simulation made of tasks.
    @Test
    @Timeout(30)
    void aThreadIsWokenAtAnInstantAtWhichATaskRuns() throws Exception {
        CompletableFuture<Instant> woken = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        clock.sleep(Duration.ofSeconds(10));
                        woken.complete(clock.instant());
                    } catch (InterruptedException e) {
                        woken.completeExceptionally(e);
                    }
                });
        clock.awaitWaiting(1);
        clock.after(Duration.ofSeconds(10), () -> ran.add("seen " + woken.join()));
        clock.advance(Duration.ofHours(1));
        assertThat(ran).containsExactly("seen " + ManualTime.START.plusSeconds(10));
    }

    @Test
    @Timeout(30)
    void aTaskRaisesTheSignalThatAThreadWaitsFor() throws Exception {
        Signal signal = clock.newSignal();
        CompletableFuture<Boolean> raised = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        raised.complete(signal.await(Duration.ofDays(1)));
                    } catch (InterruptedException e) {
                        raised.completeExceptionally(e);
                    }
                });
        clock.awaitWaiting(1);
        clock.after(Duration.ofSeconds(1), signal::raise);
        clock.advance(Duration.ofSeconds(1));
        assertThat(raised.get()).isTrue();
    }
}
