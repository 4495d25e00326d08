package dev.mcm.state.deployment;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.state.Tx;
import java.util.List;
import java.util.Optional;

/// Table `deployments`.
public interface DeploymentStore {
    /// ALREADY_EXISTS when the id or the name is taken. The row gets revision 1.
    Deployment insert(Tx tx, Deployment row);

    Optional<Deployment> find(Tx tx, DeploymentId id);

    /// The deployment of the model that has this name and is not being deleted.
    Optional<Deployment> findByName(Tx tx, ModelId model, String name);

    /// A page, newest first.
    ///
    /// @param after position of the last row of the page before
    List<Deployment> list(
            Tx tx, DeploymentFilter filter, Optional<DeploymentPosition> after, int limit);

    /// All, in order of id.
    List<Deployment> all(Tx tx);

    /// Replaces the row if it still has `expectedRevision`, else ABORTED. The row gets the next
    /// revision.
    Deployment update(Tx tx, Deployment row, long expectedRevision);

    /// Removes the row and all that was decided and pushed for it.
    ///
    /// @return whether there was one
    boolean delete(Tx tx, DeploymentId id);
}
