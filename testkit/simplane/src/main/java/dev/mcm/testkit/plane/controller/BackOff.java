package dev.mcm.testkit.plane.controller;

import java.time.Duration;

/// How a kubelet waits between attempts: not at all after the first failure of a container, then
/// `first`, then twice as long each time, at most `longest`. Immutable.
///
/// @param next how long the next wait is
record BackOff(Duration first, Duration longest, Duration next) {

    static BackOff of(Duration first, Duration longest) {
        return new BackOff(first, longest, first);
    }

    /// As for containers, whose first restart is immediate.
    BackOff startingAtOnce() {
        return new BackOff(first, longest, Duration.ZERO);
    }

    BackOff afterFailure() {
        Duration doubled = next.isZero() ? first : next.multipliedBy(2);
        return new BackOff(first, longest, doubled.compareTo(longest) > 0 ? longest : doubled);
    }

    /// What ran for so long has recovered: its next failure counts as the first.
    Duration recovery() {
        return longest.multipliedBy(2);
    }
}
