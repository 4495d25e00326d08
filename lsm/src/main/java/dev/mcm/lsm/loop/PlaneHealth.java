package dev.mcm.lsm.loop;

import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Whether something of the plane that is asked again and again answers. Thread-safe.
public final class PlaneHealth {
    /// Intervals without an answer after which it does not answer: one is its period, one the
    /// longest that an answer may take.
    private static final int MOST_UNANSWERED = 3;

    private final TimeSource time;
    private final Duration limit;
    private final AtomicReference<@Nullable Long> answeredAt = new AtomicReference<>();

    /// @param interval how often it is asked
    public PlaneHealth(TimeSource time, Duration interval) {
        this.time = time;
        this.limit = interval.multipliedBy(MOST_UNANSWERED);
    }

    public void answered() {
        answeredAt.set(time.nanoTime());
    }

    /// Whether it has answered within the last three intervals.
    public boolean answers() {
        @Nullable Long at = answeredAt.get();
        return at != null && time.since(at).compareTo(limit) <= 0;
    }
}
