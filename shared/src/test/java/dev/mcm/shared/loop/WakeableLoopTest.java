package dev.mcm.shared.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mcm.shared.time.Backoff;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.shared.time.Waiting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WakeableLoopTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4), 2, 0);

    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger ticks = new AtomicInteger();
    private @Nullable WakeableLoop loop;

    @AfterEach
    void stop() throws InterruptedException {
        if (loop != null) {
            loop.stop();
        }
    }

    @Test
    void ticksAtOnceAndThenWithThePeriod() throws Exception {
        start(LoopTiming.every(Duration.ofSeconds(10)), ticks::incrementAndGet);

        awaitIdle(1);
        time.advance(Duration.ofSeconds(9));
        awaitIdle(1);
        time.advance(Duration.ofSeconds(1));
        awaitIdle(2);
    }

    @Test
    void aWakeUpTicksWithoutWaiting() throws Exception {
        WakeableLoop started =
                start(
                        LoopTiming.whenWoken(Duration.ZERO, Duration.ofHours(1)),
                        ticks::incrementAndGet);
        awaitIdle(1);

        started.wake();

        awaitIdle(2);
    }

    @Test
    void manyWakeUpsWithinTheQuietTimeAreOneTick() throws Exception {
        WakeableLoop started =
                start(
                        LoopTiming.whenWoken(Duration.ofMillis(50), Duration.ofHours(1)),
                        ticks::incrementAndGet);
        awaitIdle(1);

        for (int i = 0; i < 5; i++) {
            started.wake();
            time.awaitWaiting(1);
            time.advance(Duration.ofMillis(9));
        }
        assertThat(ticks).hasValue(1);
        while (ticks.get() == 1) {
            time.awaitWaiting(1);
            time.advance(Duration.ofMillis(10));
        }

        awaitIdle(2);
        time.advance(Duration.ofMinutes(30));
        awaitIdle(2);
    }

    @Test
    void aWakeUpDuringATickLeadsToOneMore() throws Exception {
        WakeableLoop[] self = new WakeableLoop[1];
        self[0] =
                create(
                        LoopTiming.whenWoken(Duration.ZERO, Duration.ofHours(1)),
                        () -> {
                            if (ticks.incrementAndGet() == 1) {
                                self[0].wake();
                                self[0].wake();
                            }
                        });
        self[0].start();

        awaitIdle(2);
    }

    @Test
    void theLeastDistanceHoldsBackWakeUps() throws Exception {
        WakeableLoop started =
                start(
                        new LoopTiming(
                                Duration.ZERO, Duration.ofSeconds(5), Duration.ofHours(1), BACKOFF),
                        ticks::incrementAndGet);
        awaitIdle(1);
        started.wake();

        time.advance(Duration.ofSeconds(4));
        awaitIdle(1);
        time.advance(Duration.ofSeconds(1));
        awaitIdle(2);
    }

    @Test
    void aFailureIsRepeatedAfterTheBackoffAndCounted() throws Exception {
        start(
                new LoopTiming(Duration.ZERO, Duration.ZERO, Duration.ofHours(1), BACKOFF),
                () -> {
                    if (ticks.incrementAndGet() <= 3) {
                        throw new IOException("down");
                    }
                });

        awaitIdle(1);
        time.advance(Duration.ofSeconds(1));
        awaitIdle(2);
        time.advance(Duration.ofSeconds(1));
        awaitIdle(2);
        time.advance(Duration.ofSeconds(1));
        awaitIdle(3);
        time.advance(Duration.ofSeconds(4));
        awaitIdle(4);
        assertThat(meters.get("mcm.loop.failures").counter().count()).isEqualTo(3);
        assertThat(meters.get("mcm.loop.ticks").timer().count()).isEqualTo(4);
    }

    @Test
    void stoppingWaitsForTheTickInProgress() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        WakeableLoop started =
                start(
                        LoopTiming.every(Duration.ofSeconds(1)),
                        () -> {
                            inside.countDown();
                            release.await();
                            ticks.incrementAndGet();
                        });
        inside.await();

        Thread stopper =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                started.stop();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        assertThat(ticks).hasValue(0);
        release.countDown();
        stopper.join();

        assertThat(ticks).hasValue(1);
        assertThat(started.completed()).isEqualTo(1);
    }

    @Test
    void aTickThatHangsIsReportedAsNotAlive() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        WakeableLoop started =
                start(
                        LoopTiming.every(Duration.ofSeconds(1)),
                        () -> {
                            inside.countDown();
                            release.await();
                        });
        inside.await();

        assertThat(started.whyNotAlive()).isEmpty();
        time.advance(Duration.ofMinutes(6));
        assertThat(started.whyNotAlive())
                .hasValueSatisfying(why -> assertThat(why).contains("PT6M"));
        release.countDown();
    }

    @Test
    void aLongTickThatGoesOnIsAliveUntilItStandsStill() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        WakeableLoop started =
                start(
                        LoopTiming.every(Duration.ofSeconds(1)),
                        () -> {
                            inside.countDown();
                            release.await();
                        });
        inside.await();

        for (int i = 0; i < 3; i++) {
            time.advance(Duration.ofMinutes(4));
            assertThat(started.whyNotAlive()).isEmpty();
            started.progressed();
        }
        time.advance(Duration.ofMinutes(6));
        assertThat(started.whyNotAlive()).isPresent();
        release.countDown();
    }

    @Test
    void aLoopThatWasNeverStartedStops() throws Exception {
        create(LoopTiming.every(Duration.ofSeconds(1)), ticks::incrementAndGet).stop();

        assertThat(ticks).hasValue(0);
    }

    @Test
    void timingsThatContradictAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new LoopTiming(
                                Duration.ZERO,
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(1),
                                BACKOFF))
                .withMessageContaining("atLeastEvery");
        assertThatIllegalArgumentException().isThrownBy(() -> LoopTiming.every(Duration.ZERO));
    }

    private WakeableLoop start(LoopTiming timing, Tick tick) {
        WakeableLoop created = create(timing, tick);
        created.start();
        return created;
    }

    private WakeableLoop create(LoopTiming timing, Tick tick) {
        WakeableLoop created = new WakeableLoop("test-loop", timing, tick, time, meters);
        loop = created;
        return created;
    }

    /// The loop has ticked `count` times and waits for the clock.
    private void awaitIdle(int count) throws InterruptedException {
        Waiting.until(count + " ticks", LIMIT, () -> ticks.get() >= count && time.waiting() == 1);
        assertThat(ticks).hasValue(count);
    }
}
