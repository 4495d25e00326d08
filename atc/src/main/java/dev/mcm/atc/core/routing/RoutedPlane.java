package dev.mcm.atc.core.routing;

import dev.mcm.shared.id.PlaneId;
import java.net.URI;

/// A plane as routing sees it.
///
/// @param live its LSM is heard
/// @param lost it counts as gone: no request is sent there
public record RoutedPlane(
        PlaneId id, String provider, String region, URI gateway, boolean live, boolean lost) {}
