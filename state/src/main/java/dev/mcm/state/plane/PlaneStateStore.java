package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.util.List;

/// Table `plane_states`. A row changes on a change of state only.
public final class PlaneStateStore {
    private static final String WRITE =
            """
            INSERT INTO plane_states (plane_id, state, message, since, brake)
            SELECT * FROM unnest(?, ?, ?, ?, ?) AS n (plane_id, state, message, since, brake) ORDER BY plane_id
            ON CONFLICT (plane_id) DO UPDATE SET state = excluded.state, message = excluded.message, since = excluded.since,
                brake = excluded.brake
            """;

    /// All, in order of plane.
    public List<PlaneStateRow> all(Tx tx) {
        return rows(tx).states().stream().map(PlaneStateEntity::toRow).toList();
    }

    /// Inserts or replaces, at most one per plane.
    public void write(Tx tx, List<PlaneStateRow> rows) {
        if (!rows.isEmpty()) {
            ColumnArrays<PlaneStateRow> arrays =
                    ColumnArrays.of(rows)
                            .text(PlaneStateRow::planeId)
                            .text(PlaneStateRow::state)
                            .text(PlaneStateRow::message)
                            .time(PlaneStateRow::since)
                            .text(PlaneStateRow::brake);
            Statements.update(tx, WRITE, arrays);
        }
    }

    /// @return whether there was one
    public boolean delete(Tx tx, PlaneId plane) {
        return rows(tx).deleteState(plane.value()) == 1;
    }

    private static PlaneRepository rows(Tx tx) {
        return new PlaneRepository_(tx.session());
    }
}
