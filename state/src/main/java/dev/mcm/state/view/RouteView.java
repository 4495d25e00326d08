package dev.mcm.state.view;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.deployment.SpecHash;
import java.util.List;

/// A deployment as routes see it.
///
/// @param allowedRegions of its organisation; empty = all
/// @param replicas in order of plane, one entry for each
public record RouteView(
        DeploymentId id,
        OrganizationId organizationId,
        SpecHash specHash,
        int concurrencyTarget,
        List<String> allowedRegions,
        List<Replicas> replicas) {
    public RouteView {
        allowedRegions = List.copyOf(allowedRegions);
        replicas = List.copyOf(replicas);
    }

    /// Replicas on one plane, over all instance types.
    ///
    /// @param pushVersion highest of their placements; 0 = none is placed
    public record Replicas(PlaneId planeId, int placed, int ready, long pushVersion) {}
}
