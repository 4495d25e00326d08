package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.adapter.postgres.DeploymentReader;
import dev.mcm.atc.core.spec.Entitlements;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.grpc.Caller;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.trace.TraceContext;
import dev.mcm.shared.trace.Traces;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.DeploymentStore;
import dev.mcm.state.deployment.SpecStore;
import dev.mcm.state.instancetype.InstanceTypeStore;
import dev.mcm.state.model.ModelStore;
import dev.mcm.state.organization.Organization;
import dev.mcm.state.organization.OrganizationStore;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.Shape;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What creating, changing and deleting a deployment share.
final class DeploymentWrites {
    final DeploymentStore deployments = new DeploymentStore();
    final SpecStore specs = new SpecStore();
    final ModelStore models = new ModelStore();
    final DeploymentReader reader;
    final InstantSource clock;
    private final InstanceTypeStore instanceTypes = new InstanceTypeStore();
    private final OrganizationStore organizations = new OrganizationStore();

    DeploymentWrites(DeploymentReader reader, InstantSource clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /// Shapes of all instance types, by name.
    Map<String, Shape> shapes(Tx tx) {
        return instanceTypes.all(tx).stream()
                .collect(
                        Collectors.toMap(type -> type.name().value(), InstanceTypeEndpoint::shape));
    }

    /// @throws McmException NOT_ENTITLED
    void requireEntitled(Tx tx, OrganizationId id, ResolvedSpec spec) {
        Organization organization =
                organizations
                        .find(tx, id)
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

    /// The deployment, kept from changing until the transaction ends.
    ///
    /// @throws McmException NOT_FOUND when it does not exist or belongs to others
    dev.mcm.state.deployment.Deployment lock(Tx tx, Caller caller, DeploymentId id) {
        return visible(caller, id, deployments.lock(tx, id));
    }

    dev.mcm.state.deployment.Deployment find(Tx tx, Caller caller, DeploymentId id) {
        return visible(caller, id, deployments.find(tx, id));
    }

    private static dev.mcm.state.deployment.Deployment visible(
            Caller caller, DeploymentId id, Optional<dev.mcm.state.deployment.Deployment> found) {
        return found.filter(row -> caller.sees(row.organizationId()))
                .orElseThrow(() -> McmException.notFound("deployment", id));
    }

    dev.mcm.atc.v1.Deployment view(Tx tx, DeploymentId id) {
        return reader.find(tx, id)
                .map(found -> DeploymentCodec.toProto(found, clock.instant()))
                .orElseThrow(() -> McmException.notFound("deployment", id));
    }

    /// Trace of the call, to be kept in the row.
    static String trace() {
        return Traces.current().map(TraceContext::format).orElse("");
    }
}
