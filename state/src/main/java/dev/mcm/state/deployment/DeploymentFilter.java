package dev.mcm.state.deployment;

import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which deployments to list.
///
/// @param organizationId only this organisation's; null = all
/// @param modelId only this model's; null = all
/// @param lifecycles only these
public record DeploymentFilter(
        @Nullable OrganizationId organizationId,
        @Nullable ModelId modelId,
        Set<DeploymentLifecycle> lifecycles) {
    /// All deployments.
    public static final DeploymentFilter ALL =
            new DeploymentFilter(null, null, EnumSet.allOf(DeploymentLifecycle.class));

    public DeploymentFilter {
        lifecycles = Set.copyOf(lifecycles);
    }

    public DeploymentFilter ofOrganization(OrganizationId organization) {
        return new DeploymentFilter(organization, modelId, lifecycles);
    }

    public DeploymentFilter ofModel(ModelId model) {
        return new DeploymentFilter(organizationId, model, lifecycles);
    }

    public DeploymentFilter in(Set<DeploymentLifecycle> wanted) {
        return new DeploymentFilter(organizationId, modelId, wanted);
    }
}
