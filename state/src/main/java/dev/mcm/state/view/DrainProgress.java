package dev.mcm.state.view;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a plane still has to hand over.
///
/// @param replicas placed there or shown there, terminating ones included: of each deployment and
///   instance type the larger of both numbers
/// @param ready those of them that are ready
/// @param deployments whose replicas these are
public record DrainProgress(PlaneId planeId, long replicas, long ready, long deployments) {
    private static final String LEFT =
            """
            WITH cells AS (
                SELECT plane_id, deployment_id, instance_type, replicas AS placed, 0 AS shown, 0 AS ready
                    FROM placements WHERE plane_id = ANY (?)
                UNION ALL
                SELECT plane_id, deployment_id, instance_type, 0, unbound + starting + ready + failing + terminating, ready
                    FROM observed_cells WHERE plane_id = ANY (?)),
            remaining AS (
                SELECT plane_id, deployment_id, greatest(sum(placed), sum(shown)) AS replicas, sum(ready) AS ready
                FROM cells GROUP BY plane_id, deployment_id, instance_type)
            SELECT plane_id, sum(replicas) AS replicas, sum(ready) AS ready, count(DISTINCT deployment_id) AS deployments
            FROM remaining WHERE replicas > 0 GROUP BY plane_id
            """;

    /// Of a plane that has nothing left.
    public static DrainProgress nothingLeft(PlaneId plane) {
        return new DrainProgress(plane, 0, 0, 0);
    }

    /// By plane; one that has nothing left is missing.
    public static Map<PlaneId, DrainProgress> read(Tx tx, Collection<PlaneId> planes) {
        return Statements.query(
                        tx,
                        LEFT,
                        DrainProgress::row,
                        Statements.keys(planes),
                        Statements.keys(planes))
                .stream()
                .collect(Collectors.toMap(DrainProgress::planeId, Function.identity()));
    }

    private static DrainProgress row(ResultSet row) throws SQLException {
        return new DrainProgress(
                new PlaneId(row.getString("plane_id")),
                row.getLong("replicas"),
                row.getLong("ready"),
                row.getLong("deployments"));
    }
}
