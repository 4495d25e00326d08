package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Stale;
import dev.mcm.state.Tx;
import jakarta.data.Limit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Table `planes`, in order of id.
public final class PlaneStore {
    /// ALREADY_EXISTS when the id is taken. The row gets revision 1.
    public Plane insert(Tx tx, Plane row) {
        PlaneEntity entity = new PlaneEntity(row, 1);
        rows(tx).insert(entity);
        return entity.toRow();
    }

    public Optional<Plane> find(Tx tx, PlaneId id) {
        return rows(tx).find(id.value()).map(PlaneEntity::toRow);
    }

    public List<Plane> all(Tx tx) {
        return rows(tx).all().stream().map(PlaneEntity::toRow).toList();
    }

    /// A page.
    ///
    /// @param after last id of the page before; null = the first page
    public List<Plane> list(Tx tx, @Nullable PlaneId after, int limit) {
        String last = after == null ? "" : after.value();
        return rows(tx).page(last, Limit.of(limit)).stream().map(PlaneEntity::toRow).toList();
    }

    /// Replaces the row if it still has `expectedRevision`, else ABORTED. The row gets the next
    /// revision.
    public Plane update(Tx tx, Plane row, long expectedRevision) {
        PlaneEntity entity = new PlaneEntity(row, expectedRevision);
        Stale.guard("plane", row.id(), expectedRevision, () -> rows(tx).update(entity));
        return entity.toRow();
    }

    /// FAILED_PRECONDITION when anything is placed or pushed there, or the Scheduler still keeps a
    /// state of it.
    ///
    /// @return whether there was one
    public boolean delete(Tx tx, PlaneId id) {
        return rows(tx).delete(id.value()) == 1;
    }

    private static PlaneRepository rows(Tx tx) {
        return new PlaneRepository_(tx.session());
    }
}
