package dev.mcm.state.lease;

import dev.mcm.shared.id.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The row of one role, by a clock that the test moves.
final class LeaseInMemory {
    private final InstantSource time;
    private @Nullable Lease last;
    private Instant expiresAt = Instant.MIN;

    LeaseInMemory(InstantSource time) {
        this.time = time;
    }

    synchronized Optional<Lease> acquire(String holder, Duration ttl) {
        if (holder().isPresent()) {
            return Optional.empty();
        }
        long epoch = last == null ? 1 : last.epoch().value() + 1;
        Lease next = new Lease("gns", holder, new Epoch(epoch));
        last = next;
        expiresAt = time.instant().plus(ttl);
        return Optional.of(next);
    }

    synchronized boolean renew(Lease lease, Duration ttl) {
        boolean held = lease.equals(last);
        if (held) {
            expiresAt = time.instant().plus(ttl);
        }
        return held;
    }

    synchronized void release(Lease lease) {
        renew(lease, Duration.ZERO);
    }

    /// The lease that counts now.
    synchronized Optional<Lease> holder() {
        return Optional.ofNullable(last).filter(_ -> expiresAt.isAfter(time.instant()));
    }
}
