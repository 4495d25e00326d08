package dev.mcm.state.observed;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import java.util.List;

/// Table `deployment_observed` of the control database. Lists are in order of deployment, plane and
/// instance type.
public interface ObservedDeploymentStore {
    List<ObservedDeployment> all(Tx tx);

    List<ObservedDeployment> ofDeployment(Tx tx, DeploymentId deployment);

    List<ObservedDeployment> onPlane(Tx tx, PlaneId plane);

    /// Inserts or replaces, at most one per key, those that are newer by (epoch, seq) than what is
    /// there.
    ///
    /// @return number of rows written
    int write(Tx tx, List<ObservedDeployment> rows);

    /// @return number of rows removed
    int delete(Tx tx, List<ObservedDeployment.Key> keys);
}
