package dev.mcm.shared.time;

import java.time.Duration;

/// A pause of the calling thread.
@FunctionalInterface
public interface Sleeper {
    /// Returns after `duration` has passed; at once when it is zero or negative.
    void sleep(Duration duration) throws InterruptedException;
}
