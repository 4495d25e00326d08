package dev.mcm.state.view;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.PlaneState;
import java.util.List;

/// A plane as routes see it.
///
/// @param organizations whose replicas may run there; empty = everybody's
/// @param state what the Scheduler thinks of it; PENDING when it has said nothing yet
public record RoutedPlaneView(
        PlaneId id,
        String provider,
        String region,
        List<String> organizations,
        String gatewayUrl,
        PlaneState state) {
    public RoutedPlaneView {
        organizations = List.copyOf(organizations);
    }
}
