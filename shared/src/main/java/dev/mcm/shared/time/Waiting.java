package dev.mcm.shared.time;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Waiting in real time for something that another thread or process does. For tests and start-up
/// scripts; services use [Signal].
public final class Waiting {
    private static final Duration STEP = Duration.ofMillis(5);

    private Waiting() {}

    /// Something that becomes true. May throw; the exception counts as "not yet" and is reported
    /// when time runs out.
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /// Returns as soon as `condition` holds.
    ///
    /// @param what a noun phrase for the message, "the deployment to become ACTIVE"
    /// @throws IllegalStateException when it does not hold within `timeout`
    public static void until(String what, Duration timeout, Condition condition)
            throws InterruptedException {
        get(what, timeout, () -> condition.holds() ? Optional.of(true) : Optional.empty());
    }

    /// Returns the first value that `source` offers.
    ///
    /// @throws IllegalStateException when it offers none within `timeout`
    public static <T> T get(String what, Duration timeout, Callable<Optional<T>> source)
            throws InterruptedException {
        long start = System.nanoTime();
        Exception last = null;
        while (true) {
            try {
                Optional<T> value = source.call();
                if (value.isPresent()) {
                    return value.get();
                }
                last = null;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
            }
            if (System.nanoTime() - start > timeout.toNanos()) {
                throw new IllegalStateException(
                        "waited " + timeout + " for " + what + ", in vain", last);
            }
            pause(STEP);
        }
    }

    /// Pauses the calling thread in real time.
    public static void pause(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }
}
