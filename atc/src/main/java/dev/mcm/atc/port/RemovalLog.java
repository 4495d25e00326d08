package dev.mcm.atc.port;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.push.HeldRemoval;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Leftovers that wait for an operator. What is written is fenced by the pusher's lease.
public interface RemovalLog {
    /// Of the plane, held and released, in order of deployment.
    List<HeldRemoval> held(PlaneId plane);

    /// Makes these all there are of the plane; what was released stays so, unless there is more of
    /// it now.
    ///
    /// @param found objects by deployment
    void hold(PlaneId plane, Map<DeploymentId, Integer> found);

    /// Those of `deployments` that were deleted and whose rows are gone.
    Set<DeploymentId> deleted(Collection<DeploymentId> deployments);
}
