package dev.mcm.atc.core.routing;

import dev.mcm.shared.id.PlaneId;
import java.net.URI;
import java.util.List;

/// A plane as routing sees it.
///
/// @param organizations whose requests may go there; empty = everybody's
/// @param live its LSM is heard
/// @param lost it counts as gone: no request is sent there
public record RoutedPlane(
        PlaneId id,
        String provider,
        String region,
        List<String> organizations,
        URI gateway,
        boolean live,
        boolean lost) {
    public RoutedPlane {
        organizations = List.copyOf(organizations);
    }
}
