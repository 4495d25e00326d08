package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Stale;
import dev.mcm.state.Tx;
import java.util.List;
import java.util.Optional;

/// Table `planes`, in order of id.
public final class PlaneStore {
    /// ALREADY_EXISTS when the id is taken. The row gets revision 1.
    public Plane insert(Tx tx, Plane row) {
        PlaneEntity entity = new PlaneEntity(row, 1);
        tx.session().insert(entity);
        return entity.toRow();
    }

    public Optional<Plane> find(Tx tx, PlaneId id) {
        return Optional.ofNullable(tx.session().get(PlaneEntity.class, id.value()))
                .map(PlaneEntity::toRow);
    }

    public List<Plane> all(Tx tx) {
        return list(tx, Optional.empty(), Integer.MAX_VALUE);
    }

    /// A page.
    ///
    /// @param after last id of the page before
    public List<Plane> list(Tx tx, Optional<PlaneId> after, int limit) {
        return tx
                .session()
                .createSelectionQuery(
                        "from PlaneEntity where id > :after order by id", PlaneEntity.class)
                .setParameter("after", after.map(PlaneId::value).orElse(""))
                .setMaxResults(limit)
                .list()
                .stream()
                .map(PlaneEntity::toRow)
                .toList();
    }

    /// Replaces the row if it still has `expectedRevision`, else ABORTED. The row gets the next
    /// revision.
    public Plane update(Tx tx, Plane row, long expectedRevision) {
        PlaneEntity entity = new PlaneEntity(row, expectedRevision);
        return Stale.guard(
                "plane",
                row.id(),
                expectedRevision,
                () -> {
                    tx.session().update(entity);
                    return entity.toRow();
                });
    }

    /// FAILED_PRECONDITION when anything is placed or pushed there, or the Scheduler still keeps a
    /// state of it.
    ///
    /// @return whether there was one
    public boolean delete(Tx tx, PlaneId id) {
        return tx.session()
                        .createMutationQuery("delete from PlaneEntity where id = :id")
                        .setParameter("id", id.value())
                        .executeUpdate()
                == 1;
    }
}
