package dev.mcm.gsm;

import dev.mcm.shared.time.Signal;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/// The system's time of a machine whose clock is wrong.
///
/// @param ahead negative = behind
record ShiftedTime(Duration ahead) implements TimeSource {
    @Override
    public Instant instant() {
        return SystemTime.SYSTEM.instant().plus(ahead);
    }

    @Override
    public long nanoTime() {
        return SystemTime.SYSTEM.nanoTime();
    }

    @Override
    public Signal newSignal() {
        return SystemTime.SYSTEM.newSignal();
    }
}
