package dev.mcm.lsm.loop;

import dev.mcm.lsm.core.EpochRule;
import dev.mcm.lsm.port.PlaneLog;
import java.time.InstantSource;
import java.util.OptionalLong;

/// The epoch of this process, once the topic has told the last one. Thread-safe.
final class ProcessEpoch {
    private volatile OptionalLong value = OptionalLong.empty();

    /// Chooses the epoch at the first call.
    long establish(PlaneLog log, InstantSource clock) throws InterruptedException {
        if (value.isEmpty()) {
            value = OptionalLong.of(EpochRule.next(log.lastEpoch(), clock.instant()));
        }
        return value.getAsLong();
    }

    /// Empty until it is chosen.
    OptionalLong get() {
        return value;
    }
}
