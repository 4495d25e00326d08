package dev.mcm.atc.port;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/// What should be on the planes, as the database says now.
public interface PushSource {
    /// Those of `deployments` that exist, whether or not anything of them is placed on the plane.
    Map<DeploymentId, PushTask> tasks(PlaneId plane, Collection<DeploymentId> deployments);

    /// Deployments that are placed on the plane or were pushed there.
    Set<DeploymentId> onPlane(PlaneId plane);

    /// Highest push version ever given out. What carries a higher one comes from a future that this
    /// database has not seen.
    long newestVersion();
}
