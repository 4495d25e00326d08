package dev.mcm.shared.time;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Waiting in real time for something that another thread or process does: a file, a port, a row.
/// For tests and what starts programs; services use [Signal]. A thread that is interrupted while it
/// waits gets an [IllegalStateException] and stays interrupted.
public final class Waiting {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

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
    public static void until(String what, Duration timeout, Condition condition) {
        until(() -> what, timeout, condition);
    }

    /// As [#until(String, Duration, Condition)], with a message that is made only when the wait is
    /// in vain.
    public static void until(Supplier<String> what, Duration timeout, Condition condition) {
        var _ = get(what, timeout, present(condition));
    }

    /// Returns the first value that `source` offers.
    ///
    /// @throws IllegalStateException when it offers none within `timeout`
    public static <T> T get(String what, Duration timeout, Callable<Optional<T>> source) {
        return get(() -> what, timeout, source);
    }

    private static <T> T get(
            Supplier<String> what, Duration timeout, Callable<Optional<T>> source) {
        Attempts<T> attempts = new Attempts<>(source);
        return attempts.within(timeout)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "waited " + timeout + " for " + what.get() + ", in vain",
                                attempts.last));
    }

    /// Whether `condition` comes to hold within `timeout`; it is asked at least once.
    public static boolean holdsWithin(Duration timeout, Condition condition) {
        return new Attempts<>(present(condition)).within(timeout).isPresent();
    }

    private static Callable<Optional<Boolean>> present(Condition condition) {
        return () -> condition.holds() ? Optional.of(true) : Optional.empty();
    }

    /// Pauses the calling thread in real time.
    public static void pause(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }

    /// Asks again and again, at first after short pauses.
    private static final class Attempts<T> {
        private final Callable<Optional<T>> source;
        private @Nullable Exception last;

        Attempts(Callable<Optional<T>> source) {
            this.source = source;
        }

        Optional<T> within(Duration timeout) {
            long start = System.nanoTime();
            Duration pause = FIRST_PAUSE;
            try {
                Optional<T> value = ask();
                while (value.isEmpty() && System.nanoTime() - start < timeout.toNanos()) {
                    pause(pause);
                    pause = pause.multipliedBy(2);
                    if (pause.compareTo(LONGEST_PAUSE) > 0) {
                        pause = LONGEST_PAUSE;
                    }
                    value = ask();
                }
                return value;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting", e);
            }
        }

        private Optional<T> ask() throws InterruptedException {
            try {
                Optional<T> value = source.call();
                last = null;
                return value;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
                return Optional.empty();
            }
        }
    }
}
