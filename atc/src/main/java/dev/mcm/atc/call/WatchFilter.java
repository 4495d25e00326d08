package dev.mcm.atc.call;

import dev.mcm.atc.core.watch.Owner;
import dev.mcm.atc.v1.WatchDeploymentsRequest;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.deployment.Deployment;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which deployments a watch is about; null = no limit.
record WatchFilter(
        @Nullable OrganizationId organization,
        @Nullable ModelId model,
        @Nullable DeploymentId deployment) {
    static WatchFilter of(WatchDeploymentsRequest request, Caller caller) {
        return new WatchFilter(
                caller.organization(),
                id("model", "model_id", request.getModelId(), ModelId::new),
                id("deployment", "id", request.getId(), DeploymentId::new));
    }

    private static <T> @Nullable T id(
            String type, String field, String text, Function<String, T> parse) {
        return text.isEmpty() ? null : RequestChecks.id(type, field, text, parse);
    }

    boolean matches(Deployment row) {
        return matches(row.id(), new Owner(row.organizationId(), row.modelId()));
    }

    /// @param owner null = not known: it matches only what is not limited by owner
    boolean matches(DeploymentId id, @Nullable Owner owner) {
        return mayMatch(id, owner) && (owner != null || (organization == null && model == null));
    }

    /// As far as is known.
    ///
    /// @param owner null = not known
    boolean mayMatch(DeploymentId id, @Nullable Owner owner) {
        return (deployment == null || deployment.equals(id)) && (owner == null || isOf(owner));
    }

    private boolean isOf(Owner owner) {
        return (organization == null || organization.equals(owner.organization()))
                && (model == null || model.equals(owner.model()));
    }
}
