package dev.mcm.scheduler.core;

import dev.mcm.shared.plane.AllowedPlanes;
import java.util.List;
import java.util.Set;

/// Where the replicas of a deployment may run and how they spread. Empty sets of regions, providers
/// and allowed planes allow all.
///
/// @param minPlanes spread over at least this many planes when there are as many replicas
/// @param maxPlaneSharePercent largest share of the desired replicas on one plane, 1 to 100; at
///   least one replica
public record PlacementRules(
        Set<String> requiredRegions,
        Set<String> requiredProviders,
        List<String> preferredRegions,
        List<String> preferredProviders,
        Set<String> allowedPlanes,
        Set<String> deniedPlanes,
        int minPlanes,
        int maxPlaneSharePercent) {
    public static final PlacementRules ANYWHERE =
            new PlacementRules(
                    Set.of(), Set.of(), List.of(), List.of(), Set.of(), Set.of(), 1, 100);

    public PlacementRules {
        requiredRegions = Set.copyOf(requiredRegions);
        requiredProviders = Set.copyOf(requiredProviders);
        preferredRegions = List.copyOf(preferredRegions);
        preferredProviders = List.copyOf(preferredProviders);
        allowedPlanes = Set.copyOf(allowedPlanes);
        deniedPlanes = Set.copyOf(deniedPlanes);
        if (minPlanes < 1 || maxPlaneSharePercent < 1 || maxPlaneSharePercent > 100) {
            throw new IllegalArgumentException(
                    "minPlanes: %d, maxPlaneSharePercent: %d (expected: >= 1, and 1 to 100)"
                            .formatted(minPlanes, maxPlaneSharePercent));
        }
    }

    AllowedPlanes allowed() {
        return new AllowedPlanes(requiredRegions, requiredProviders, allowedPlanes, deniedPlanes);
    }

    /// Most replicas one plane may hold of `desired`, so that both spread rules can still be met.
    public int mostOnOnePlane(int desired) {
        long share = Math.max(1L, (long) desired * maxPlaneSharePercent / 100);
        int others = Math.max(0, Math.min(minPlanes, desired) - 1);
        return (int) Math.min(share, Math.max(1, desired - others));
    }

    /// Place of the plane in the order of preference, smaller is better; regions weigh more than
    /// providers.
    int preference(String region, String provider) {
        return rank(preferredRegions, region) * 1000 + rank(preferredProviders, provider);
    }

    private static int rank(List<String> preferred, String value) {
        int index = preferred.indexOf(value);
        return index >= 0 ? index : Math.min(999, preferred.size());
    }
}
