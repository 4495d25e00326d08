package dev.mcm.testkit.plane.api;

import dev.mcm.shared.time.RandomSource;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// What goes wrong with requests, drawn from a seed: the same requests in the same order meet the
/// same faults. Health checks are spared. Safe for use by many threads.
public final class RequestFaults {

    /// What happens to one request.
    enum Fate {
        SERVED,
        /// Refused with 429 and `Retry-After`; nothing is done.
        THROTTLED,
        /// Refused with 500; nothing is done.
        FAILED,
        /// The connection ends without an answer; nothing is done.
        RESET_BEFORE,
        /// The request is carried out, then the connection ends without an answer.
        RESET_AFTER
    }

    private final RandomGenerator random;
    private Latency latency = Latency.NONE;
    private Duration retryAfter = Duration.ofSeconds(1);
    private double throttled;
    private double failed;
    private double resetBefore;
    private double resetAfter;

    RequestFaults(long seed) {
        random = RandomSource.seeded(seed);
    }

    public synchronized void setLatency(Latency wanted) {
        latency = wanted;
    }

    /// @param rate share of requests, 0 to 1
    /// @param wait what `Retry-After` says, in whole seconds, at least 1
    public synchronized void setThrottled(double rate, Duration wait) {
        throttled = checked(rate, failed + resetBefore + resetAfter);
        retryAfter = wait;
    }

    public synchronized void setFailed(double rate) {
        failed = checked(rate, throttled + resetBefore + resetAfter);
    }

    public synchronized void setReset(double before, double after) {
        resetBefore = checked(before, throttled + failed + after);
        resetAfter = checked(after, throttled + failed + before);
    }

    private static double checked(double rate, double others) {
        if (!(rate >= 0 && rate + others <= 1)) {
            throw new IllegalArgumentException(
                    "fault rate " + rate + " beside " + others + " (expected: 0 to 1 together)");
        }
        return rate;
    }

    synchronized Fate nextFate() {
        double left = throttled + failed + resetBefore + resetAfter;
        if (left == 0) {
            return Fate.SERVED;
        }
        double draw = random.nextDouble();
        double bound = throttled;
        if (draw < bound) {
            return Fate.THROTTLED;
        }
        bound += failed;
        if (draw < bound) {
            return Fate.FAILED;
        }
        bound += resetBefore;
        if (draw < bound) {
            return Fate.RESET_BEFORE;
        }
        return draw < bound + resetAfter ? Fate.RESET_AFTER : Fate.SERVED;
    }

    synchronized Duration nextDelay() {
        return latency.draw(random);
    }

    synchronized long retryAfterSeconds() {
        return Math.max(retryAfter.toSeconds(), 1);
    }
}
