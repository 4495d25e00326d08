package dev.mcm.gsm.loop;

import dev.mcm.gsm.port.PlaneDirectory;
import dev.mcm.gsm.port.RefusalLog;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.lease.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells sessions which clusters their planes are, and operators whose LSM reports another. For one
/// thread.
final class ClusterWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

    private final PlaneDirectory directory;
    private final Function<Lease, RefusalLog> log;
    private final Duration memory;
    private final InstantSource clock;
    private @Nullable Epoch writer;
    private Map<PlaneId, String> written = Map.of();

    /// @param memory how long after its last record another cluster is told of
    ClusterWatch(
            PlaneDirectory directory,
            Function<Lease, RefusalLog> log,
            Duration memory,
            InstantSource clock) {
        this.directory = directory;
        this.log = log;
        this.memory = memory;
        this.clock = clock;
    }

    /// To be called before sessions begin, so that they refuse from their first record on.
    void inform(Reign reign) {
        reign.areClusters(directory.clusters());
    }

    void tell(Reign reign, Lease held) {
        Instant now = clock.instant();
        Map<PlaneId, String> strangers = reign.strangers(now.minus(memory));
        if (held.epoch().equals(writer) && strangers.equals(written)) {
            return;
        }
        log.apply(held).write(strangers, now);
        if (!strangers.equals(written)) {
            LOG.atWarn()
                    .addKeyValue("planes", strangers)
                    .log("planes whose LSM reports another cluster; its records are refused");
        }
        writer = held.epoch();
        written = strangers;
    }
}
