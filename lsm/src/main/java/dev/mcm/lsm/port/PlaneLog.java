package dev.mcm.lsm.port;

import dev.mcm.lsm.core.LogEntry;
import java.util.List;
import java.util.OptionalLong;

/// The plane's state topic.
public interface PlaneLog {
    /// Largest epoch on the topic.
    ///
    /// @throws RuntimeException when the topic does not exist or cannot be read
    OptionalLong lastEpoch() throws InterruptedException;

    /// Appends in order and waits until each entry is durable or given up.
    ///
    /// @return entries that may not have been appended
    List<LogEntry> append(List<LogEntry> entries) throws InterruptedException;
}
