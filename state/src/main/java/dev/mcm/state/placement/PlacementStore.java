package dev.mcm.state.placement;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import java.util.Collection;
import java.util.List;

/// Table `placements`. Lists are in order of key.
public interface PlacementStore {
    List<Placement> all(Tx tx);

    List<Placement> ofDeployment(Tx tx, DeploymentId deployment);

    List<Placement> ofDeployments(Tx tx, Collection<DeploymentId> deployments);

    List<Placement> onPlane(Tx tx, PlaneId plane);

    /// Inserts or replaces, at most one change per key; each row gets a version that no placement
    /// had before. Changes of deployments that no longer exist are dropped.
    ///
    /// @return the rows written
    List<Placement> write(Tx tx, List<PlacementChange> changes);

    /// Removes rows, each only while it still has the version given: a row written anew meanwhile
    /// stays.
    ///
    /// @return number of rows removed
    int delete(Tx tx, List<Placement> rows);
}
