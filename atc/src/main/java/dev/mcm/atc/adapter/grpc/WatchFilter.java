package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.core.watch.Owner;
import dev.mcm.atc.v1.WatchDeploymentsRequest;
import dev.mcm.shared.grpc.Caller;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.deployment.Deployment;
import java.util.Optional;

/// Which deployments a watch is about; empty = no limit.
record WatchFilter(
        Optional<OrganizationId> organization,
        Optional<ModelId> model,
        Optional<DeploymentId> deployment) {
    static WatchFilter of(WatchDeploymentsRequest request, Caller caller) {
        Optional<ModelId> model =
                request.getModelId().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                Requests.id(
                                        "model", "model_id", request.getModelId(), ModelId::new));
        Optional<DeploymentId> deployment =
                request.getId().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                Requests.id(
                                        "deployment", "id", request.getId(), DeploymentId::new));
        return new WatchFilter(caller.organization(), model, deployment);
    }

    boolean matches(Deployment row) {
        return matches(row.id(), Optional.of(new Owner(row.organizationId(), row.modelId())));
    }

    /// @param owner empty = not known: it matches only what is not limited by owner
    boolean matches(DeploymentId id, Optional<Owner> owner) {
        return mayMatch(id, owner)
                && (owner.isPresent() || (organization.isEmpty() && model.isEmpty()));
    }

    /// As far as is known.
    boolean mayMatch(DeploymentId id, Optional<Owner> owner) {
        return deployment.map(id::equals).orElse(true) && owner.map(this::isOf).orElse(true);
    }

    private boolean isOf(Owner owner) {
        return organization.map(owner.organization()::equals).orElse(true)
                && model.map(owner.model()::equals).orElse(true);
    }
}
