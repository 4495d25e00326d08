package dev.mcm.shared.plane;

import java.util.Collection;
import java.util.Optional;

/// Which planes a deployment may run on, by its own placement policy: one rule for whoever places
/// replicas and whoever sends requests. An empty collection allows all, that of denied planes none.
/// Nothing is copied.
public record AllowedPlanes(
        Collection<String> regions,
        Collection<String> providers,
        Collection<String> planes,
        Collection<String> deniedPlanes) {
    /// What keeps a deployment off a plane.
    public enum Refusal {
        REGION,
        PROVIDER,
        PLANE
    }

    /// The first rule that keeps the deployment off the plane; empty = it may run there.
    ///
    /// @param organizationRegions of the deployment's organisation; empty = all
    /// @param plane the plane's id
    public Optional<Refusal> refusal(
            Collection<String> organizationRegions, String plane, String provider, String region) {
        if (!allows(organizationRegions, region) || !allows(regions, region)) {
            return Optional.of(Refusal.REGION);
        }
        if (!allows(providers, provider)) {
            return Optional.of(Refusal.PROVIDER);
        }
        return deniedPlanes.contains(plane) || !allows(planes, plane)
                ? Optional.of(Refusal.PLANE)
                : Optional.empty();
    }

    private static boolean allows(Collection<String> allowed, String value) {
        return allowed.isEmpty() || allowed.contains(value);
    }
}
