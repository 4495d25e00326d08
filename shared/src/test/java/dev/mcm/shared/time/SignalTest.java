package dev.mcm.shared.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SignalTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final ManualTime manual = new ManualTime(Instant.EPOCH);

    @Test
    void manyRaisesBeforeAWaitAreOne() throws Exception {
        for (TimeSource time : new TimeSource[] {SystemTime.SYSTEM, manual}) {
            Signal signal = time.newSignal();
            signal.raise();
            signal.raise();

            assertThat(signal.await(LONG)).isTrue();
            assertThat(signal.await(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void raisingEndsAWaitInProgress() throws Exception {
        for (TimeSource time : new TimeSource[] {SystemTime.SYSTEM, manual}) {
            Signal signal = time.newSignal();
            CompletableFuture<Boolean> waiter = inThread(() -> signal.await(LONG));
            signal.raise();

            assertThat(waiter.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theSystemClockEndsAWait() throws Exception {
        long start = SystemTime.SYSTEM.nanoTime();

        assertThat(SystemTime.SYSTEM.newSignal().await(Duration.ofMillis(20))).isFalse();
        assertThat(SystemTime.SYSTEM.since(start)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void aManualWaitEndsWhenItsMomentComesAndNotBefore() throws Exception {
        CompletableFuture<Boolean> waiter =
                inThread(() -> manual.newSignal().await(Duration.ofSeconds(10)));
        manual.awaitWaiting(1);

        manual.advance(Duration.ofSeconds(9));
        manual.awaitWaiting(1);
        assertThat(waiter).isNotDone();

        manual.advance(Duration.ofSeconds(1));
        assertThat(waiter.get(20, TimeUnit.SECONDS)).isFalse();
        assertThat(manual.instant()).isEqualTo(Instant.ofEpochSecond(10));
        assertThat(manual.nanoTime()).isEqualTo(10_000_000_000L);
    }

    @Test
    void sleepingForNothingReturnsAtOnce() throws Exception {
        manual.sleep(Duration.ZERO);
        manual.sleep(Duration.ofSeconds(-1));

        assertThat(manual.instant()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void manualTimeDoesNotGoBack() {
        assertThatIllegalArgumentException().isThrownBy(() -> manual.advance(Duration.ofNanos(-1)));
    }

    @Test
    void waitingReturnsTheFirstValue() throws Exception {
        AtomicInteger asked = new AtomicInteger();

        int value =
                Waiting.get(
                        "the third answer",
                        LONG,
                        () -> Optional.of(asked.incrementAndGet()).filter(count -> count == 3));

        assertThat(value).isEqualTo(3);
    }

    @Test
    void waitingInVainSaysForWhatAndWhy() {
        IllegalArgumentException why = new IllegalArgumentException("not yet");

        assertThatIllegalStateException()
                .isThrownBy(() ->
                        Waiting.until(
                                "a miracle",
                                Duration.ofMillis(10),
                                () -> {
                                    throw why;
                                }))
                .withMessageContaining("a miracle")
                .withCause(why);
    }

    private interface Waiter {
        boolean await() throws InterruptedException;
    }

    private static CompletableFuture<Boolean> inThread(Waiter waiter) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        result.complete(waiter.await());
                    } catch (InterruptedException e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }
}
