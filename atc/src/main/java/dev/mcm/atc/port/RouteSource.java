package dev.mcm.atc.port;

import dev.mcm.atc.core.routing.RoutedDeployment;
import dev.mcm.atc.core.routing.RoutedPlane;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What routes are made of, as the database says now.
public interface RouteSource {
    Map<PlaneId, RoutedPlane> planes();

    /// All deployments that have a route: those neither switched off nor being deleted.
    List<RoutedDeployment> all();

    /// Those of `deployments` that have a route.
    List<RoutedDeployment> some(Collection<DeploymentId> deployments);
}
