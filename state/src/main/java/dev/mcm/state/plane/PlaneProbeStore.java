package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.util.List;

/// Table `plane_probes`. A row changes on a change of state only.
public final class PlaneProbeStore {
    private static final String WRITE =
            """
            INSERT INTO plane_probes (plane_id, reachable, message, since)
            SELECT * FROM unnest(?, ?, ?, ?) AS n (plane_id, reachable, message, since) ORDER BY plane_id
            ON CONFLICT (plane_id) DO UPDATE SET reachable = excluded.reachable, message = excluded.message, since = excluded.since
            """;

    /// All, in order of plane.
    public List<PlaneProbe> all(Tx tx) {
        return rows(tx).probes().stream().map(PlaneProbeEntity::toRow).toList();
    }

    /// Inserts or replaces, at most one per plane.
    public void write(Tx tx, List<PlaneProbe> rows) {
        if (!rows.isEmpty()) {
            ColumnArrays<PlaneProbe> arrays =
                    ColumnArrays.of(rows)
                            .text(PlaneProbe::planeId)
                            .bool(PlaneProbe::reachable)
                            .text(PlaneProbe::message)
                            .time(PlaneProbe::since);
            Statements.update(tx, WRITE, arrays);
        }
    }

    /// @return whether there was one
    public boolean delete(Tx tx, PlaneId plane) {
        return rows(tx).deleteProbe(plane.value()) == 1;
    }

    private static PlaneRepository rows(Tx tx) {
        return new PlaneRepository_(tx.session());
    }
}
