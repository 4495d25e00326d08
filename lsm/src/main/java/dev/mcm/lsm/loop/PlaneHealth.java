package dev.mcm.lsm.loop;

import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// When something of the plane last answered. Thread-safe.
public final class PlaneHealth {
    private final TimeSource time;
    private final AtomicReference<@Nullable Long> answeredAt = new AtomicReference<>();

    public PlaneHealth(TimeSource time) {
        this.time = time;
    }

    public void answered() {
        answeredAt.set(time.nanoTime());
    }

    /// Whether it has answered within `limit`.
    public boolean answeredWithin(Duration limit) {
        @Nullable Long at = answeredAt.get();
        return at != null && time.since(at).compareTo(limit) <= 0;
    }
}
