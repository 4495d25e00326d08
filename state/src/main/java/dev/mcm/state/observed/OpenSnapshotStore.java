package dev.mcm.state.observed;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;
import java.util.List;

/// Table `open_snapshots` of the observed database.
public final class OpenSnapshotStore {
    /// Remembers the snapshot instead of an earlier one of the plane and kind.
    public void open(Tx tx, OpenSnapshot snapshot) {
        tx.session().upsert(new OpenSnapshotEntity(snapshot));
    }

    /// @return whether there was one
    public boolean close(Tx tx, PlaneId plane, int kind) {
        return Statements.update(
                        tx,
                        "DELETE FROM open_snapshots WHERE plane_id = ? AND kind = ?",
                        plane.value(),
                        kind)
                == 1;
    }

    /// Those of the plane, in order of kind.
    public List<OpenSnapshot> onPlane(Tx tx, PlaneId plane) {
        return tx
                .session()
                .createSelectionQuery(
                        "from OpenSnapshotEntity where planeId = :plane order by kind",
                        OpenSnapshotEntity.class)
                .setParameter("plane", plane.value())
                .list()
                .stream()
                .map(OpenSnapshotEntity::toRow)
                .toList();
    }
}
