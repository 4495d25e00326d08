package dev.mcm.atc.core.manifest;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.type.v1.ResolvedSpec;

/// What a plane needs to know of a deployment.
///
/// @param version of the spec
/// @param removed being deleted or switched off: nothing of it may be on any plane
public record DeploymentFacts(
        DeploymentId id,
        OrganizationId organization,
        ModelId model,
        long version,
        boolean removed,
        ResolvedSpec spec) {
    public String namespace() {
        return PlaneNames.namespace(organization);
    }
}
