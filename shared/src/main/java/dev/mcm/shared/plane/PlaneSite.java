package dev.mcm.shared.plane;

import java.util.Collection;

/// Where a plane is and whose it is, for [AllowedPlanes]. Nothing is copied.
///
/// @param organizations whose replicas may run there; empty = everybody's
public record PlaneSite(
        String id, String provider, String region, Collection<String> organizations) {}
