package dev.mcm.shared.feed;

import dev.mcm.shared.id.PlaneId;
import java.time.Instant;
import java.util.List;

/// What was read together of one partition of a plane's topic, in order.
///
/// @param nextOffset where reading goes on
public record PlaneMessages<T>(
        PlaneId plane, int partition, List<Message<T>> messages, long nextOffset) {
    /// @param writtenAt as the record says
    public record Message<T>(Instant writtenAt, T body) {}

    public PlaneMessages {
        messages = List.copyOf(messages);
    }
}
