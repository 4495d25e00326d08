package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import java.util.List;
import java.util.Optional;

/// Table `planes`, in order of id.
public interface PlaneStore {
    /// ALREADY_EXISTS when the id is taken. The row gets revision 1.
    Plane insert(Tx tx, Plane row);

    Optional<Plane> find(Tx tx, PlaneId id);

    List<Plane> all(Tx tx);

    /// A page.
    ///
    /// @param after last id of the page before
    List<Plane> list(Tx tx, Optional<PlaneId> after, int limit);

    /// Replaces the row if it still has `expectedRevision`, else ABORTED. The row gets the next
    /// revision.
    Plane update(Tx tx, Plane row, long expectedRevision);

    /// FAILED_PRECONDITION when anything is placed or pushed there, or the Scheduler still keeps a
    /// state of it.
    ///
    /// @return whether there was one
    boolean delete(Tx tx, PlaneId id);
}
