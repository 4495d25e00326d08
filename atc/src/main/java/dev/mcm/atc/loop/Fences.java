package dev.mcm.atc.loop;

import dev.mcm.atc.port.PlaneApi;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.OrganizationId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The fences of a plane's namespaces. Thread-safe.
final class Fences {
    private final Map<OrganizationId, NamespaceFence> fences = new ConcurrentHashMap<>();
    private final PlaneApi api;

    Fences(PlaneApi api) {
        this.api = api;
    }

    /// See [NamespaceFence#raise(DeploymentId, long)].
    void raise(OrganizationId organization, DeploymentId deployment, long pushVersion) {
        of(organization).raise(deployment, pushVersion);
    }

    /// See [NamespaceFence#seen(DeploymentId)].
    long seen(OrganizationId organization, DeploymentId deployment) {
        return of(organization).seen(deployment);
    }

    private NamespaceFence of(OrganizationId organization) {
        return fences.computeIfAbsent(organization, id -> new NamespaceFence(api, id));
    }
}
