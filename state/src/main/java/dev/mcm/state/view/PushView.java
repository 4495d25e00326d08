package dev.mcm.state.view;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.placement.Placement;
import dev.mcm.state.push.Push;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A deployment as it is to be pushed to one plane.
///
/// @param push what has been pushed there; null = nothing
/// @param placements there, in order of instance type and revision
/// @param specs by version, of those that placements were decided for; one without a hash is not
///   known
/// @param servedElsewhere replicas of it are placed and ready on another plane that is not lost
public record PushView(
        DeploymentId id,
        OrganizationId organizationId,
        ModelId modelId,
        long specVersion,
        SpecHash specHash,
        DeploymentLifecycle lifecycle,
        @Nullable Push push,
        List<Placement> placements,
        Map<Long, SpecHash> specs,
        boolean servedElsewhere) {
    public PushView {
        placements = List.copyOf(placements);
        specs = Map.copyOf(specs);
    }
}
