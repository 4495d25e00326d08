package dev.mcm.atc.port;

import dev.mcm.state.plane.Plane;
import java.util.Optional;

/// The planes' credentials, as far as they say where they may be sent.
@FunctionalInterface
public interface PlaneCredentials {
    /// Why a plane's credentials must not be sent to its address; empty = they may, or are not
    /// there yet.
    Optional<String> refusal(Plane plane);
}
