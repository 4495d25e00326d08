package dev.mcm.state.lease;

import dev.mcm.shared.time.RandomSource;
import java.time.Duration;

/// Which lease to keep, and how.
///
/// @param role what its holder alone may do, "scheduler"
/// @param holder unique to this process: a process started again is another holder
/// @param ttl how long after its holder's last sign of life another can take it
record LeaseSettings(String role, String holder, Duration ttl) {
    /// @return with a holder that no other process is
    static LeaseSettings of(LeaseRole role, Duration ttl) {
        String holder =
                role.text()
                        + "-"
                        + ProcessHandle.current().pid()
                        + "-"
                        + Long.toHexString(RandomSource.secure().nextLong());
        return new LeaseSettings(role.text(), holder, ttl);
    }

    LeaseSettings {
        if (role.isEmpty() || holder.isEmpty()) {
            throw new IllegalArgumentException(
                    "lease of role '"
                            + role
                            + "', holder '"
                            + holder
                            + "' (expected: neither is empty)");
        }
        if (ttl.toMillis() < 100) {
            throw new IllegalArgumentException(
                    "ttl of lease '" + role + "': " + ttl + " (expected: >= 100 ms)");
        }
    }

    /// A holder tells the database at this interval that it lives.
    Duration renewInterval() {
        return ttl.dividedBy(3);
    }

    /// Others look at this interval whether the lease is free; a holder tries again at it after a
    /// failure.
    Duration retryInterval() {
        return ttl.dividedBy(10);
    }
}
