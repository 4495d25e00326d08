package dev.mcm.gsm.port;

import dev.mcm.shared.id.PlaneId;
import java.time.Instant;
import java.util.Map;

/// Tells operators of planes whose LSM reports another cluster.
@FunctionalInterface
public interface RefusalLog {
    /// Makes these all there are, if this process still has the lease.
    ///
    /// @param strangers the cluster reported, by plane
    /// @throws dev.mcm.shared.error.McmException NOT_LEADER when it does not
    void write(Map<PlaneId, String> strangers, Instant now);
}
