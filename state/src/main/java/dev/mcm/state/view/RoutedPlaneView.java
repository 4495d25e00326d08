package dev.mcm.state.view;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.PlaneState;

/// A plane as routes see it.
///
/// @param state what the Scheduler thinks of it; PENDING when it has said nothing yet
public record RoutedPlaneView(
        PlaneId id, String provider, String region, String gatewayUrl, PlaneState state) {}
