package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.util.List;

/// Table `plane_liveness`. A row changes on a change of state only.
public final class PlaneLivenessStore {
    private static final String WRITE =
            """
            INSERT INTO plane_liveness (plane_id, state, epoch, since, unreadable, metrics_reachable)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?) AS n (plane_id, state, epoch, since, unreadable, metrics_reachable)
            ORDER BY plane_id
            ON CONFLICT (plane_id) DO UPDATE SET state = excluded.state, epoch = excluded.epoch, since = excluded.since,
                unreadable = excluded.unreadable, metrics_reachable = excluded.metrics_reachable
            """;

    /// All, in order of plane.
    public List<PlaneLiveness> all(Tx tx) {
        return rows(tx).liveness().stream().map(PlaneLivenessEntity::toRow).toList();
    }

    /// Inserts or replaces, at most one per plane.
    public void write(Tx tx, List<PlaneLiveness> rows) {
        if (!rows.isEmpty()) {
            ColumnArrays<PlaneLiveness> arrays =
                    ColumnArrays.of(rows)
                            .text(PlaneLiveness::planeId)
                            .text(PlaneLiveness::state)
                            .bigint(row -> row.epoch().value())
                            .time(PlaneLiveness::since)
                            .text(PlaneLiveness::unreadable)
                            .bool(PlaneLiveness::metricsReachable);
            Statements.update(tx, WRITE, arrays);
        }
    }

    /// @return whether there was one
    public boolean delete(Tx tx, PlaneId plane) {
        return rows(tx).deleteLiveness(plane.value()) == 1;
    }

    private static PlaneRepository rows(Tx tx) {
        return new PlaneRepository_(tx.session());
    }
}
