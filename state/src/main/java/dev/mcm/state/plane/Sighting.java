package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import java.time.Duration;
import java.time.Instant;

/// When a witness of a plane looked last, by Postgres' clock.
///
/// @param seenAt when it looked last
/// @param unbrokenSince since when it has looked without a longer break
/// @param age of `seenAt` when the row was read; never negative
public record Sighting(PlaneId planeId, Instant seenAt, Instant unbrokenSince, Duration age) {
    public Sighting {
        age = age.isNegative() ? Duration.ZERO : age;
    }

    /// Whether the witness has looked within the given time.
    public boolean isWithin(Duration patience) {
        return age.compareTo(patience) <= 0;
    }
}
