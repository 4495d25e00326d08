package dev.mcm.scheduler.core;

import dev.mcm.state.plane.Sighting;
import org.jspecify.annotations.Nullable;

/// When the witnesses of a plane looked last.
///
/// @param listening GSM, who listens to its LSM; null = a GSM that does not say
/// @param probing ATC, who probes its API; null = an ATC that does not say
public record Sightings(@Nullable Sighting listening, @Nullable Sighting probing) {
    /// Of witnesses that do not say: they count as looking.
    public static final Sightings NONE = new Sightings(null, null);
}
