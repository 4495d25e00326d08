package dev.mcm.state.view;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.placement.Placement;
import dev.mcm.state.push.Push;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A deployment as it is to be pushed to one plane.
///
/// @param push what has been pushed there; null = nothing
/// @param placements there, in order of instance type
public record PushView(
        DeploymentId id,
        OrganizationId organizationId,
        ModelId modelId,
        long specVersion,
        SpecHash specHash,
        DeploymentLifecycle lifecycle,
        @Nullable Push push,
        List<Placement> placements) {
    public PushView {
        placements = List.copyOf(placements);
    }
}
