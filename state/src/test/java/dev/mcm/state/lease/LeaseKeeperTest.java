package dev.mcm.state.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.shared.time.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The keeper on a clock that stands still until it is moved.
final class LeaseKeeperTest {
    private static final Duration TTL = Duration.ofSeconds(9);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
    private final LeaseInMemory table = new LeaseInMemory(time);
    private final AtomicBoolean databaseIsDown = new AtomicBoolean();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicInteger attempts = new AtomicInteger();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final LeaseKeeper keeper =
            new LeaseKeeper(new LeaseSettings("gns", "me", TTL), new Flaky(), time)
                    .onChange(this::tell);

    private void tell() {
        told.add(keeper.reign().map(Epoch::toString).orElse("lost"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        keeper.stop();
    }

    @Test
    void aFreeLeaseIsTakenAndRenewedForAsLongAsTheKeeperRuns() throws Exception {
        start();
        for (int i = 0; i < 20; i++) {
            advance(TTL.dividedBy(3));
        }

        assertThat(keeper.current()).map(Lease::epoch).contains(new Epoch(1));
        assertThat(told).containsExactly("1");
    }

    @Test
    void stoppingGivesTheLeaseBackAndSaysSo() throws Exception {
        start();

        keeper.stop();

        assertThat(keeper.current()).isEmpty();
        assertThat(told).containsExactly("1", "lost");
        assertThat(acquireAsOther()).map(Lease::epoch).contains(new Epoch(2));
    }

    @Test
    void whileTheDatabaseIsAwayTheLeaseCountsUntilItsTimeIsUp() throws Exception {
        start();
        databaseIsDown.set(true);

        advance(TTL.dividedBy(3));
        advance(TTL.dividedBy(3));
        assertThat(keeper.current()).as("two thirds of the time have passed").isPresent();
        advance(TTL.dividedBy(3));
        assertThat(keeper.current()).as("all of the time has passed").isEmpty();
        Waiting.until("the keeper to say so", PATIENCE, () -> told.contains("lost"));

        databaseIsDown.set(false);
        advance(TTL.dividedBy(3));
        Waiting.until("the keeper to lead again", PATIENCE, () -> keeper.current().isPresent());
        assertThat(told).containsExactly("1", "lost", "2");
    }

    @Test
    void aLeaseThatAnotherHasTakenIsLost() throws Exception {
        start();
        databaseIsDown.set(true);
        advance(TTL.plusSeconds(1));
        Lease other = acquireAsOther().orElseThrow();
        databaseIsDown.set(false);

        advance(TTL.dividedBy(3));

        assertThat(keeper.current()).isEmpty();
        assertThat(table.holder()).contains(other);
    }

    @Test
    void aLeaseHeldByAnotherIsTakenSoonAfterItIsReleased() throws Exception {
        Lease other = acquireAsOther().orElseThrow();
        start();
        assertThat(keeper.current()).isEmpty();
        table.release(other);

        advance(TTL.dividedBy(10));

        Waiting.until("the keeper to lead", PATIENCE, () -> keeper.current().isPresent());
        assertThat(keeper.current()).map(Lease::epoch).contains(new Epoch(2));
    }

    @Test
    void aThreadThatHasDiedIsReported() throws Exception {
        assertThat(keeper.whyNotAlive()).isEmpty();
        start();
        assertThat(keeper.whyNotAlive()).isEmpty();

        broken.set(true);
        time.advance(TTL.dividedBy(3));

        Waiting.until("its end", PATIENCE, () -> keeper.whyNotAlive().isPresent());
        assertThat(keeper.whyNotAlive()).contains("its thread has died");
        assertThat(keeper.current()).isEmpty();
    }

    private void start() throws InterruptedException {
        keeper.start();
        time.awaitWaiting(1);
    }

    /// Moves the clock to or past the keeper's next step, and waits until it has taken it.
    private void advance(Duration step) throws InterruptedException {
        int before = attempts.get();
        time.advance(step);
        Waiting.until("the keeper's next step", PATIENCE, () -> attempts.get() > before);
        time.awaitWaiting(1);
    }

    private Optional<Lease> acquireAsOther() {
        return table.acquire("other", TTL);
    }

    private final class Flaky implements LeaseTable {
        @Override
        public Optional<Lease> acquire() {
            step();
            return table.acquire("me", TTL);
        }

        @Override
        public boolean renew(Lease lease) {
            step();
            return table.renew(lease, TTL);
        }

        @Override
        public void release(Lease lease) {
            step();
            table.release(lease);
        }

        private void step() {
            attempts.incrementAndGet();
            if (broken.get()) {
                throw new NoClassDefFoundError("a broken jar");
            }
            if (databaseIsDown.get()) {
                throw new IllegalStateException("the database is away");
            }
        }
    }
}
