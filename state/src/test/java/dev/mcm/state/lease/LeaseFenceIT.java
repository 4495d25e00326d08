package dev.mcm.state.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import dev.mcm.state.Database;
import dev.mcm.state.fixture.TestServer;
import dev.mcm.state.sql.Statements;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What only a real server can show of the fence: transactions of the old holder and of its
/// successor at the same time.
final class LeaseFenceIT {
    private static final Duration TTL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LeaseStore store = new LeaseStore();
    private final Database scheduler = TestServer.shared().control("scheduler");

    @BeforeEach
    void empty() {
        TestServer.shared().reset();
    }

    @Test
    void aSuccessorWaitsForTheWriteThatHasVerified() throws Exception {
        Lease old = acquire("a", Duration.ofMillis(500)).orElseThrow();
        CountDownLatch verified = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Void> writer =
                CompletableFuture.runAsync(
                        () ->
                                scheduler.writeVoid(tx -> {
                                    old.verify(tx);
                                    verified.countDown();
                                    await(goOn);
                                }),
                        Thread::startVirtualThread);
        await(verified);
        Waiting.until("the lease to expire", PATIENCE, this::isExpired);

        CompletableFuture<Optional<Lease>> successor =
                CompletableFuture.supplyAsync(
                        () -> acquire("b", Duration.ofMinutes(1)), Thread::startVirtualThread);
        Waiting.until("the successor to wait for a lock", PATIENCE, () -> lockWaiters() == 1);
        assertThat(successor).isNotDone();
        goOn.countDown();

        writer.get(30, TimeUnit.SECONDS);
        assertThat(successor.get(30, TimeUnit.SECONDS)).map(Lease::epoch).contains(new Epoch(2));
        assertThatThrownBy(() -> scheduler.writeVoid(old::verify))
                .isInstanceOfSatisfying(
                        McmException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_LEADER));
    }

    @Test
    void aWriteThatHasVerifiedDoesNotKeepItsHolderFromRenewing() throws Exception {
        Lease lease = acquire("a", Duration.ofMinutes(1)).orElseThrow();

        boolean renewed =
                scheduler.write(tx -> {
                    lease.verify(tx);
                    return CompletableFuture.supplyAsync(
                                    () -> scheduler.single(inner -> store.renew(inner, lease, TTL)),
                                    Thread::startVirtualThread)
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join();
                });

        assertThat(renewed).isTrue();
    }

    @Test
    void aHolderFrozenAfterTheStatementOfARenewalKeepsNobodyFromTakingOver() {
        Lease old = acquire("a", Duration.ofMinutes(1)).orElseThrow();

        Optional<Lease> successor =
                scheduler.single(tx -> {
                    assertThat(store.renew(tx, old, Duration.ofMillis(100))).isTrue();
                    return takenWhileFrozen();
                });

        assertThat(successor).map(Lease::epoch).contains(new Epoch(2));
    }

    @Test
    void aHolderFrozenAfterItHasTakenTheLeaseKeepsNobodyFromTakingOver() {
        acquire("a", Duration.ofMillis(100)).orElseThrow();
        awaitExpiry();

        Optional<Lease> successor =
                scheduler.single(tx -> {
                    assertThat(store.acquire(tx, settings("b", Duration.ofMillis(100))))
                            .isPresent();
                    return takenWhileFrozen();
                });

        assertThat(successor).map(Lease::epoch).contains(new Epoch(3));
    }

    /// What another gets while this thread, which stands for the frozen holder, does nothing.
    private Optional<Lease> takenWhileFrozen() {
        return CompletableFuture.supplyAsync(
                        () -> {
                            awaitExpiry();
                            return acquire("c", TTL);
                        },
                        Thread::startVirtualThread)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void aSecondKeeperTakesOverWhenTheFirstStopsOrDies() throws Exception {
        LeaseKeeper first = keeper("first");
        LeaseKeeper second = keeper("second");
        first.start();
        Waiting.until("the first keeper to lead", PATIENCE, () -> first.current().isPresent());
        second.start();
        try {
            first.stop();
            Waiting.until(
                    "the second keeper to lead", PATIENCE, () -> second.current().isPresent());
            assertThat(first.current()).isEmpty();
            assertThat(second.current()).map(Lease::epoch).contains(new Epoch(2));
        } finally {
            second.stop();
        }
        acquire("a process that is killed", TTL).orElseThrow();
        LeaseKeeper third = keeper("third");
        third.start();
        Waiting.until("the third keeper to lead", PATIENCE, () -> third.current().isPresent());
        assertThat(third.current()).map(Lease::epoch).contains(new Epoch(4));
        third.stop();
    }

    @Test
    void aLeaseOfAnotherServiceIsRefusedWithItsOwner() {
        acquire("a", TTL);
        Database gsm = TestServer.shared().control("gsm");

        assertThatThrownBy(() -> gsm.single(tx -> store.acquire(tx, settings("b", TTL))))
                .isInstanceOfSatisfying(
                        McmException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED))
                .hasMessageContaining("mcm_scheduler");
    }

    private LeaseKeeper keeper(String holder) {
        return new LeaseKeeper(settings(holder, TTL), scheduler, SystemTime.SYSTEM);
    }

    private static LeaseSettings settings(String holder, Duration ttl) {
        return new LeaseSettings("scheduler", holder, ttl);
    }

    private Optional<Lease> acquire(String holder, Duration ttl) {
        return scheduler.single(tx -> store.acquire(tx, settings(holder, ttl)));
    }

    private void awaitExpiry() {
        Waiting.until("the lease to expire", PATIENCE, this::isExpired);
    }

    private boolean isExpired() {
        return scheduler.read(store::all).stream().noneMatch(LeaseRow::live);
    }

    private long lockWaiters() {
        return scheduler.read(tx ->
                Statements.query(
                                tx,
                                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type ="
                                        + " 'Lock' AND datname = current_database()",
                                row -> row.getLong(1))
                        .getFirst());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
