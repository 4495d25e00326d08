package dev.mcm.state.lease;

import java.time.Duration;

/// Which lease to keep, and how.
///
/// @param role what its holder alone may do, "scheduler"
/// @param holder unique to this process: a process started again is another holder
/// @param ttl how long after its holder's last sign of life another can take it
public record LeaseSettings(String role, String holder, Duration ttl) {
    /// What applies unless a service says otherwise.
    public static final Duration DEFAULT_TTL = Duration.ofSeconds(10);

    public LeaseSettings {
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
