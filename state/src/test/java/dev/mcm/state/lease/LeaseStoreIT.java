package dev.mcm.state.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.Epoch;
import dev.mcm.state.Transactions;
import dev.mcm.state.fixture.Stores;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LeaseStoreIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration OVER = Duration.ZERO;
    private static final Duration ANY = Duration.ofSeconds(1);

    private final LeaseStore store = new LeaseStore();
    private final Transactions scheduler = Stores.empty().as("scheduler");

    @Test
    void theFirstHolderGetsEpochOneAndNobodyElseGetsIt() {
        Lease lease = acquire("a", LONG).orElseThrow();

        assertThat(lease.epoch()).isEqualTo(new Epoch(1));
        assertThat(acquire("b", LONG)).isEmpty();
        assertThat(acquire("a", LONG)).as("also not again by the same name").isEmpty();
        scheduler.writeVoid(lease::verify);
    }

    @Test
    void anExpiredLeaseGoesToTheNextHolderWithTheNextEpoch() {
        Lease old = acquire("a", OVER).orElseThrow();

        Lease next = acquire("b", LONG).orElseThrow();

        assertThat(next.epoch()).isEqualTo(new Epoch(2));
        assertFenced(old);
        scheduler.writeVoid(next::verify);
        assertThat(renew(old)).isFalse();
    }

    @Test
    void anExpiredLeaseThatNobodyTookIsFencedButCanBeRenewed() {
        Lease lease = acquire("a", OVER).orElseThrow();
        assertFenced(lease);

        assertThat(renew(lease)).isTrue();

        scheduler.writeVoid(lease::verify);
        assertThat(acquire("b", LONG)).isEmpty();
    }

    @Test
    void aReleasedLeaseIsFreeAtOnce() {
        Lease old = acquire("a", LONG).orElseThrow();

        release(old);

        assertFenced(old);
        assertThat(acquire("b", LONG)).map(Lease::epoch).contains(new Epoch(2));
    }

    @Test
    void releasingALostLeaseDoesNotTakeItFromItsHolder() {
        Lease old = acquire("a", OVER).orElseThrow();
        Lease next = acquire("b", LONG).orElseThrow();

        release(old);

        scheduler.writeVoid(next::verify);
    }

    @Test
    void allLeasesAreListedByRole() {
        acquire("a", LONG);
        acquire("another", "a", OVER);

        List<LeaseRow> all = scheduler.read(store::all);
        assertThat(all)
                .extracting(LeaseRow::role, LeaseRow::holder, LeaseRow::live)
                .containsExactly(tuple("another", "a", false), tuple("scheduler", "a", true));
    }

    private Optional<Lease> acquire(String holder, Duration ttl) {
        return acquire("scheduler", holder, ttl);
    }

    private Optional<Lease> acquire(String role, String holder, Duration ttl) {
        Optional<Lease> lease =
                scheduler.single(tx -> store.acquire(tx, new LeaseSettings(role, holder, ANY)));
        lease.ifPresent(acquired -> renew(acquired, ttl));
        return lease;
    }

    private boolean renew(Lease lease) {
        return renew(lease, LONG);
    }

    private boolean renew(Lease lease, Duration ttl) {
        return scheduler.single(tx -> store.renew(tx, lease, ttl));
    }

    private void release(Lease lease) {
        scheduler.single(tx -> {
            store.release(tx, lease);
            return true;
        });
    }

    private void assertFenced(Lease lease) {
        assertThatThrownBy(() -> scheduler.writeVoid(lease::verify))
                .isInstanceOfSatisfying(
                        McmException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_LEADER));
    }
}
