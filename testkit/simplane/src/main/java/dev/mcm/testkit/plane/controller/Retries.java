package dev.mcm.testkit.plane.controller;

import dev.mcm.shared.time.Backoff;
import java.time.Duration;

/// How a kubelet waits between attempts: not at all after the first failure of a container, then
/// for as long as the backoff says. Immutable.
///
/// @param attempt number of the next wait; negative for none at all
record Retries(Backoff backoff, int attempt) {
    static Retries of(Duration first, Duration longest) {
        return new Retries(new Backoff(first, longest, 2, 0), 0);
    }

    /// As for containers, whose first restart is immediate.
    Retries startingAtOnce() {
        return new Retries(backoff, -1);
    }

    Retries afterFailure() {
        return new Retries(backoff, attempt + 1);
    }

    /// How long the next wait is.
    Duration next() {
        return attempt < 0 ? Duration.ZERO : backoff.full(attempt);
    }

    /// What ran for so long has recovered: its next failure counts as the first.
    Duration recovery() {
        return backoff.max().multipliedBy(2);
    }
}
