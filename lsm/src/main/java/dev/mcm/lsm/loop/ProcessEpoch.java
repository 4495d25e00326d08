package dev.mcm.lsm.loop;

import dev.mcm.lsm.core.EpochRule;
import dev.mcm.lsm.port.PlaneLog;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The epoch of this process, once the topic has told the last one. Thread-safe.
final class ProcessEpoch {
    private volatile @Nullable Long value;

    /// Chooses the epoch at the first call.
    long establish(PlaneLog log, InstantSource clock) throws InterruptedException {
        Long chosen = value;
        if (chosen == null) {
            chosen = EpochRule.next(log.lastEpoch().orElse(0), clock.instant());
            value = chosen;
        }
        return chosen;
    }

    /// Empty until it is chosen.
    OptionalLong get() {
        Long chosen = value;
        return chosen == null ? OptionalLong.empty() : OptionalLong.of(chosen);
    }
}
