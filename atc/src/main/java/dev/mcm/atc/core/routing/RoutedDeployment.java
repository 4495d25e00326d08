package dev.mcm.atc.core.routing;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.plane.AllowedPlanes;
import dev.mcm.shared.plane.PlaneSite;
import dev.mcm.type.v1.PlacementPolicy;
import java.util.List;

/// A deployment as routing sees it.
///
/// @param organization whose it is
/// @param concurrency requests that one replica works on at a time
/// @param allowedRegions of its organisation; empty = all
/// @param replicas what is placed and what is ready, at most one entry per plane
/// @param pushVersion highest one of its placements
public record RoutedDeployment(
        DeploymentId id,
        String organization,
        int concurrency,
        int longestRequestSeconds,
        List<String> allowedRegions,
        PlacementPolicy policy,
        List<RoutedReplicas> replicas,
        long pushVersion) {
    public RoutedDeployment {
        allowedRegions = List.copyOf(allowedRegions);
        replicas = List.copyOf(replicas);
    }

    /// Whether it may run on the plane at all: where nothing of it is placed, its requests must not
    /// go either.
    boolean allows(RoutedPlane plane) {
        AllowedPlanes allowed =
                new AllowedPlanes(
                        policy.getRequiredRegionsList(),
                        policy.getRequiredProvidersList(),
                        policy.getAllowedPlanesList(),
                        policy.getDeniedPlanesList());
        PlaneSite site =
                new PlaneSite(
                        plane.id().value(),
                        plane.provider(),
                        plane.region(),
                        plane.organizations());
        return allowed.refusal(organization, allowedRegions, site).isEmpty();
    }
}
