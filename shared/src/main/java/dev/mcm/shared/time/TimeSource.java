package dev.mcm.shared.time;

import java.time.Duration;
import java.time.InstantSource;

/// All that a service needs of time. [SystemTime] in production, [ManualTime] in tests and
/// simulations.
public interface TimeSource extends InstantSource, Sleeper {
    /// A counter in nanoseconds that never goes back; only differences mean something.
    long nanoTime();

    /// A new lowered signal whose waits are measured on this clock.
    Signal newSignal();

    @Override
    default void sleep(Duration duration) throws InterruptedException {
        if (duration.isPositive()) {
            newSignal().await(duration);
        }
    }

    /// Time passed since an earlier reading of [#nanoTime()].
    default Duration since(long startNanos) {
        return Duration.ofNanos(nanoTime() - startNanos);
    }
}
