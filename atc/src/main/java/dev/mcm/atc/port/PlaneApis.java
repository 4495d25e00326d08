package dev.mcm.atc.port;

import dev.mcm.state.plane.Plane;

/// Opens planes' Kubernetes APIs.
@FunctionalInterface
public interface PlaneApis {
    /// Returns at once; whether the plane can be reached shows with the first call.
    PlaneApi open(Plane plane);
}
