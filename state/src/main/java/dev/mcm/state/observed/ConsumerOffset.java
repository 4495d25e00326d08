package dev.mcm.state.observed;

import dev.mcm.shared.id.Epoch;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `consumer_offsets`: where to go on reading.
///
/// @param nextOffset offset of the next record to read
/// @param ownerEpoch fencing token of the lease under which it is read
public record ConsumerOffset(
        String topic, int part, long nextOffset, Epoch ownerEpoch, Instant updatedAt) {
    public ConsumerOffset {
        updatedAt = Micros.of(updatedAt);
    }
}
