package dev.mcm.atc.core.manifest;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.type.v1.ResolvedSpec;

/// What a plane needs to know of a deployment.
///
/// @param removed being deleted or switched off: nothing of it may be on any plane
/// @param spec the current one
public record PushedDeployment(
        DeploymentId id,
        OrganizationId organization,
        ModelId model,
        long specVersion,
        boolean removed,
        ResolvedSpec spec) {
    public String namespace() {
        return PlaneNames.namespace(organization);
    }
}
