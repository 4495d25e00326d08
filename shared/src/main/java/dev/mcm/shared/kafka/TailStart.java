package dev.mcm.shared.kafka;

import java.time.Instant;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/// Where a tail begins to read. A topic that came into being after the tail began is always read
/// from its beginning.
public sealed interface TailStart {
    /// With the oldest record.
    record Beginning() implements TailStart {}

    /// With the next record that is written.
    record End() implements TailStart {}

    /// With the first record written at or after `time`, by the broker's clock.
    record At(Instant time) implements TailStart {}

    /// Where the handler has come.
    ///
    /// @param offsets asked by the tail's thread whenever reading of a partition begins
    record From(ToLongFunction<TopicPartition> offsets) implements TailStart {}
}
