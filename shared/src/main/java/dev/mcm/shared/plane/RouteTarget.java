package dev.mcm.shared.plane;

import dev.mcm.shared.id.PlaneId;
import java.net.URI;

/// A plane that serves a deployment.
///
/// @param weight share of the requests, relative to the other targets; at least 1, since planes
///   with weight 0 are not listed
/// @param gateway where that plane's gateway listens for requests from other planes
public record RouteTarget(PlaneId plane, int weight, URI gateway) {
    public RouteTarget {
        if (weight < 1) {
            throw new IllegalArgumentException(
                    "weight of plane " + plane + ": " + weight + " (expected: >= 1)");
        }
    }
}
