package dev.mcm.lsm.port;

import dev.mcm.lsm.core.LogEntry;
import java.util.List;
import java.util.OptionalLong;

/// The plane's state topic.
public interface PlaneLog {
    /// What became of entries; those that are not named are durable.
    ///
    /// @param uncertain may or may not have been appended
    /// @param refused have not been appended and never will be: Kafka does not take such a record
    record Outcome(List<LogEntry> uncertain, List<LogEntry> refused) {
        public static final Outcome ALL_DURABLE = new Outcome(List.of(), List.of());

        public Outcome {
            uncertain = List.copyOf(uncertain);
            refused = List.copyOf(refused);
        }
    }

    /// Largest epoch on the topic.
    ///
    /// @throws RuntimeException when the topic does not exist or cannot be read
    OptionalLong lastEpoch() throws InterruptedException;

    /// Appends in order and waits until each entry is durable, given up or refused.
    Outcome append(List<LogEntry> entries) throws InterruptedException;
}
