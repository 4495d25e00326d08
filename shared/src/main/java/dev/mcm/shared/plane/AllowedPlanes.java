package dev.mcm.shared.plane;

import java.util.Collection;
import java.util.Optional;

/// Which planes a deployment may run on, by its own placement policy, by its organisation's regions
/// and by whom a plane is reserved for: one rule for whoever places replicas and whoever sends
/// requests. An empty collection allows all, that of denied planes none. Nothing is copied.
public record AllowedPlanes(
        Collection<String> regions,
        Collection<String> providers,
        Collection<String> planes,
        Collection<String> deniedPlanes) {
    /// What keeps a deployment off a plane.
    public enum Refusal {
        REGION,
        PROVIDER,
        PLANE,
        RESERVED
    }

    /// The first rule that keeps the deployment off the plane; empty = it may run there.
    ///
    /// @param organization the deployment's
    /// @param organizationRegions that it allows; empty = all
    public Optional<Refusal> refusal(
            String organization, Collection<String> organizationRegions, PlaneSite plane) {
        if (!allows(plane.organizations(), organization)) {
            return Optional.of(Refusal.RESERVED);
        }
        if (!allows(organizationRegions, plane.region()) || !allows(regions, plane.region())) {
            return Optional.of(Refusal.REGION);
        }
        if (!allows(providers, plane.provider())) {
            return Optional.of(Refusal.PROVIDER);
        }
        return deniedPlanes.contains(plane.id()) || !allows(planes, plane.id())
                ? Optional.of(Refusal.PLANE)
                : Optional.empty();
    }

    private static boolean allows(Collection<String> allowed, String value) {
        return allowed.isEmpty() || allowed.contains(value);
    }
}
