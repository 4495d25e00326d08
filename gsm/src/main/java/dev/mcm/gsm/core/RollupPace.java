package dev.mcm.gsm.core;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How often what is rolled up of one plane is written: the first change after a rest at once, the
/// next after an interval. Not thread-safe.
///
/// All rows of a plane keep one pace, because they are true together only: a pod that is bound has
/// left the unbound ones and taken its room, and whoever saw one without the other would give that
/// room away twice.
public final class RollupPace {
    private final Duration interval;
    private @Nullable Instant written;

    public RollupPace(Duration interval) {
        this.interval = interval;
    }

    /// Also when the clock was set back: no row must wait for it.
    public boolean isDue(Instant now) {
        return written == null
                || now.isBefore(written)
                || Duration.between(written, now).compareTo(interval) >= 0;
    }

    /// What has changed is stored.
    public void written(Instant now) {
        written = now;
    }
}
