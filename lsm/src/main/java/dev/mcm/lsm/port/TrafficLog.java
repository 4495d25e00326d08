package dev.mcm.lsm.port;

import dev.mcm.event.v1.PlaneMetrics;
import java.util.List;

/// The plane's metrics topic.
public interface TrafficLog {
    /// Number of partitions.
    ///
    /// @throws RuntimeException when the topic does not exist
    int partitions() throws InterruptedException;

    /// Appends one record to each partition, in order of partition. What cannot be appended soon is
    /// dropped.
    ///
    /// @throws RuntimeException when something was dropped
    void append(List<PlaneMetrics> byPartition) throws InterruptedException;
}
