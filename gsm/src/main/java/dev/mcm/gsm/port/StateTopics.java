package dev.mcm.gsm.port;

import dev.mcm.shared.id.PlaneId;
import java.util.Collection;
import java.util.Map;

/// The planes' state topics, as the broker sees them.
@FunctionalInterface
public interface StateTopics {
    /// Offset behind the last record of each plane's topic; planes whose topic does not exist, may
    /// not be read or has no leader are left out.
    ///
    /// @throws RuntimeException when the broker tells the end of no topic that exists
    Map<PlaneId, Long> ends(Collection<PlaneId> planes) throws InterruptedException;
}
