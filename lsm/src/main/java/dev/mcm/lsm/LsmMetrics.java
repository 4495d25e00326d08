package dev.mcm.lsm;

import dev.mcm.shared.log.StateLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.LoggerFactory;

/// Meters of LSM beside those of its loops.
final class LsmMetrics {
    private final StateLog unreadableLog =
            new StateLog(LoggerFactory.getLogger(LsmMetrics.class), "reading objects");
    private final Counter unreadable;

    LsmMetrics(MeterRegistry meters) {
        unreadable =
                Counter.builder("mcm.lsm.unreadable.objects")
                        .description(
                                "Objects of the plane that could not be projected and are left out")
                        .register(meters);
    }

    /// An object could not be projected.
    void unreadable(RuntimeException why) {
        unreadable.increment();
        unreadableLog.failed(why);
    }
}
