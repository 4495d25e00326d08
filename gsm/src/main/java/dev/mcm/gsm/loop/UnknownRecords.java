package dev.mcm.gsm.loop;

import dev.mcm.shared.id.PlaneId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records that a later LSM writes and this GSM does not know: each is counted, each sort of a
/// plane is logged once. For the tail's thread.
final class UnknownRecords {
    private static final Logger log = LoggerFactory.getLogger(UnknownRecords.class);

    /// Sorts that are logged; a plane can name any number of them.
    private static final int MOST_LOGGED = 100;

    private final Counter records;
    private final Set<Sort> logged = new HashSet<>();

    private record Sort(PlaneId plane, String what) {}

    UnknownRecords(MeterRegistry meters) {
        records =
                Counter.builder("mcm.gsm.unknown.records")
                        .description(
                                "Records left out because only a later version knows their sort")
                        .register(meters);
    }

    void seen(PlaneId plane, String what) {
        records.increment();
        if (logged.size() < MOST_LOGGED && logged.add(new Sort(plane, what))) {
            log.atWarn()
                    .addKeyValue("plane", plane.value())
                    .addKeyValue("unknown", what)
                    .log("left out records of a later version");
        }
    }
}
