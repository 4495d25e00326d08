package dev.mcm.state.observed;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;
import java.util.List;

/// Table `open_snapshots` of the observed database.
public final class OpenSnapshotStore {
    private static final String OPEN =
            """
            INSERT INTO open_snapshots (plane_id, kind, epoch, begin_seq) VALUES (?, ?, ?, ?)
            ON CONFLICT (plane_id, kind) DO UPDATE SET epoch = excluded.epoch, begin_seq = excluded.begin_seq
            """;

    /// Remembers the snapshot instead of an earlier one of the plane and kind.
    public void open(Tx tx, OpenSnapshotRow snapshot) {
        Statements.update(
                tx,
                OPEN,
                snapshot.planeId().value(),
                snapshot.kind(),
                snapshot.epoch().value(),
                snapshot.beginSeq());
    }

    /// @return whether there was one
    public boolean close(Tx tx, PlaneId plane, int kind) {
        return rows(tx).deleteSnapshot(plane.value(), (short) kind) == 1;
    }

    /// Those of the plane, in order of kind.
    public List<OpenSnapshotRow> onPlane(Tx tx, PlaneId plane) {
        return rows(tx).snapshotsOnPlane(plane.value()).stream()
                .map(OpenSnapshotEntity::toRow)
                .toList();
    }

    private static ObservedRepository rows(Tx tx) {
        return new ObservedRepository_(tx.session());
    }
}
