package dev.mcm.shared.time;

import java.time.Duration;

/// A flag that one thread waits for and others raise. Raising it twice before it is seen counts
/// once. Made by [TimeSource#newSignal()], so that a manual clock also decides when the wait is
/// over.
public interface Signal {
    /// Raises the flag and ends a wait in progress. Callable from any thread.
    void raise();

    /// Waits until the flag is raised or `timeout` has passed, then lowers it.
    ///
    /// @return whether the flag was raised
    boolean await(Duration timeout) throws InterruptedException;
}
