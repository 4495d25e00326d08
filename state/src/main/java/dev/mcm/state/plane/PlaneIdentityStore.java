package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import java.util.List;
import java.util.Optional;

/// The identity columns of table `planes`. Writing them leaves a plane's revision alone.
public interface PlaneIdentityStore {
    /// Of all planes, in order of plane.
    List<PlaneIdentity> all(Tx tx);

    /// Empty when there is no such plane.
    Optional<PlaneIdentity> find(Tx tx, PlaneId plane);

    /// The plane that a cluster is.
    Optional<PlaneId> owner(Tx tx, String clusterId);

    /// Replaces what is known of a plane that exists.
    ///
    /// @throws dev.mcm.shared.error.McmException ALREADY_EXISTS when the cluster is another plane's
    void write(Tx tx, PlaneIdentity identity);

    /// Until the end of the transaction nobody else writes to table `planes`.
    void lockPlanes(Tx tx);
}
