package dev.mcm.atc.call;

import dev.mcm.atc.core.spec.Entitlements;
import dev.mcm.atc.port.DeploymentTables;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.organization.Organization;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.Shape;
import java.util.Map;
import java.util.stream.Collectors;

/// What is asked of the tables before a spec is stored.
final class SpecChecks {
    private SpecChecks() {}

    /// Shapes of all instance types, by name.
    static Map<String, Shape> shapes(DeploymentTables tables) {
        return tables.instanceTypes().stream()
                .collect(Collectors.toMap(type -> type.name().value(), InstanceTypeCodec::shape));
    }

    /// @throws McmException NOT_ENTITLED
    static void requireEntitled(DeploymentTables tables, OrganizationId id, ResolvedSpec spec) {
        Organization organization =
                tables.organization(id)
                        .orElseThrow(() -> McmException.notFound("organization", id));
        new Entitlements(
                        organization.cpuDeployments(),
                        organization.gpuDeployments(),
                        organization.allowedRegions())
                .refusal(spec)
                .ifPresent(why -> {
                    throw McmException.notEntitled("organization " + id, why);
                });
    }
}
