package dev.mcm.testkit.process;

import dev.mcm.shared.time.Waiting;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Polls a condition of the outside world (a file, a port, a row) until it holds or a deadline
/// passes.
public final class Await {
    private static final long FIRST_PAUSE = Duration.ofMillis(2).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMillis(50).toNanos();

    private Await() {}

    /// Returns as soon as `condition` holds.
    ///
    /// @param what what is waited for, for the message of the failure
    /// @throws AssertionError when it does not hold within `limit`
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        until(() -> what, limit, condition);
    }

    /// As [#until(String, Duration, BooleanSupplier)], with a message that is made only when the
    /// wait fails.
    public static void until(Supplier<String> what, Duration limit, BooleanSupplier condition) {
        if (!holdsWithin(limit, condition)) {
            throw new AssertionError(
                    "waited " + limit.toMillis() + " ms in vain for: " + what.get());
        }
    }

    /// Whether `condition` becomes true within `limit`; it is asked at least once.
    public static boolean holdsWithin(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        long pause = FIRST_PAUSE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            pauseFor(pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE);
        }
        return true;
    }

    private static void pauseFor(long nanos) {
        try {
            Waiting.pause(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
