package dev.mcm.local.demo;

import java.time.Duration;

/// What the demo promises, and how long each of its phases may take.
final class DemoLimits {
    /// The desired scale at the peak is at least this many times the base.
    static final int PEAK_FACTOR = 3;

    /// Replicas of a lost plane are ready elsewhere this soon after it is declared LOST.
    static final Duration READY_ELSEWHERE = Duration.ofSeconds(30);

    /// All deployments are ready for the first time.
    static final Duration FIRST_READY = Duration.ofSeconds(60);

    /// A plane that is cut off is declared LOST.
    static final Duration DECLARED_LOST = Duration.ofSeconds(45);

    /// All requests are answered.
    static final Duration TRAFFIC = Duration.ofMinutes(2);

    /// The scale is back at its base after the last request.
    static final Duration BACK_TO_BASE = Duration.ofSeconds(60);

    /// Everything has converged after the lost plane has come back.
    static final Duration CONVERGED = Duration.ofSeconds(60);

    private DemoLimits() {}
}
