package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.util.List;

/// Table `refused_reports`.
public final class RefusedReportStore {
    private static final String PRUNE =
            """
            DELETE FROM refused_reports t WHERE NOT EXISTS (SELECT FROM unnest(?) AS n (plane_id) WHERE n.plane_id = t.plane_id)
            """;
    private static final String WRITE =
            """
            INSERT INTO refused_reports AS t (plane_id, cluster_id, since)
            SELECT * FROM unnest(?, ?, ?) AS n (plane_id, cluster_id, since) ORDER BY plane_id
            ON CONFLICT (plane_id) DO UPDATE SET cluster_id = excluded.cluster_id, since = excluded.since
            WHERE t.cluster_id <> excluded.cluster_id
            """;

    /// All, in order of plane.
    public List<RefusedReport> all(Tx tx) {
        return Statements.query(
                tx,
                "SELECT plane_id, cluster_id, since FROM refused_reports ORDER BY plane_id",
                row ->
                        new RefusedReport(
                                new PlaneId(row.getString("plane_id")),
                                row.getString("cluster_id"),
                                Statements.instant(row, "since")));
    }

    /// Makes these, at most one per plane, all there are. A plane that is refused for the same
    /// cluster as before keeps its `since`.
    public void replaceAll(Tx tx, List<RefusedReport> rows) {
        ColumnArrays<RefusedReport> kept = ColumnArrays.of(rows).text(RefusedReport::planeId);
        Statements.update(tx, PRUNE, kept);
        if (!rows.isEmpty()) {
            ColumnArrays<RefusedReport> arrays =
                    ColumnArrays.of(rows)
                            .text(RefusedReport::planeId)
                            .text(RefusedReport::clusterId)
                            .time(RefusedReport::since);
            Statements.update(tx, WRITE, arrays);
        }
    }
}
