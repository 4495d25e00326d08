package dev.mcm.lsm;

import dev.mcm.shared.log.StateLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Meters of LSM beside those of its loops.
final class LsmMetrics {
    private static final Logger log = LoggerFactory.getLogger(LsmMetrics.class);

    private final StateLog unreadableLog = new StateLog(log, "reading objects");
    private final Counter unreadable;
    private final Counter refused;

    LsmMetrics(MeterRegistry meters) {
        unreadable =
                Counter.builder("mcm.lsm.unreadable.objects")
                        .description(
                                "Objects of the plane that could not be projected and are left out")
                        .register(meters);
        refused =
                Counter.builder("mcm.lsm.refused.objects")
                        .description(
                                "Objects of the plane whose record Kafka does not take and which"
                                        + " are left out")
                        .register(meters);
    }

    /// An object could not be projected.
    void unreadable(Throwable why) {
        unreadable.increment();
        unreadableLog.failed(why);
    }

    /// Kafka does not take an object's record.
    void refused(String key, int bytes, Exception why) {
        refused.increment();
        log.atWarn()
                .addKeyValue("object", key)
                .addKeyValue("bytes", bytes)
                .setCause(why)
                .log("left out an object: Kafka refuses its record");
    }
}
