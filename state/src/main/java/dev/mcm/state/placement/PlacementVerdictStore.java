package dev.mcm.state.placement;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Table `placement_verdicts`.
public final class PlacementVerdictStore {
    /// Verdicts without a plane stand for "none": they make the row of a deployment whose list is
    /// empty.
    private static final String WRITE =
            """
            INSERT INTO placement_verdicts (deployment_id, verdicts, decided_at)
            SELECT n.deployment_id,
                coalesce(jsonb_agg(jsonb_build_object('plane', n.plane, 'reason', n.reason, 'message', n.message, 'placed', n.placed)
                    ORDER BY n.nr) FILTER (WHERE n.plane <> ''), '[]'), min(n.decided_at)
            FROM unnest(?, ?, ?, ?, ?, ?, ?) AS n (deployment_id, nr, plane, reason, message, placed, decided_at)
            JOIN deployments d ON d.id = n.deployment_id
            GROUP BY n.deployment_id
            ORDER BY n.deployment_id
            ON CONFLICT (deployment_id) DO UPDATE SET verdicts = excluded.verdicts, decided_at = excluded.decided_at
            """;

    private static final String FIND =
            """
            SELECT t.deployment_id, t.decided_at, v.plane, v.reason, v.message, v.placed
            FROM placement_verdicts t
            LEFT JOIN LATERAL ROWS FROM (jsonb_to_recordset(t.verdicts) AS (plane text, reason text, message text, placed integer))
                WITH ORDINALITY AS v (plane, reason, message, placed, nr) ON true
            WHERE t.deployment_id = ANY (?)
            ORDER BY t.deployment_id, v.nr
            """;

    /// @param plane empty = no verdict: the deployment's list is empty
    private record Line(
            DeploymentId deployment,
            int nr,
            String plane,
            String reason,
            String message,
            int placed,
            Instant decidedAt) {
        static Line of(DeploymentId deployment, int nr, PlaneVerdict verdict, Instant decidedAt) {
            return new Line(
                    deployment,
                    nr,
                    verdict.plane().value(),
                    verdict.reason(),
                    verdict.message(),
                    verdict.placed(),
                    decidedAt);
        }

        static Line none(DeploymentId deployment, Instant decidedAt) {
            return new Line(deployment, 0, "", "", "", 0, decidedAt);
        }

        Stream<PlaneVerdict> verdict() {
            return plane.isEmpty()
                    ? Stream.empty()
                    : Stream.of(new PlaneVerdict(new PlaneId(plane), reason, message, placed));
        }
    }

    public Optional<PlacementVerdicts> find(Tx tx, DeploymentId deployment) {
        return find(tx, List.of(deployment)).stream().findFirst();
    }

    /// Of these deployments, as far as they have any.
    public List<PlacementVerdicts> find(Tx tx, Collection<DeploymentId> deployments) {
        return Statements.query(
                        tx,
                        FIND,
                        PlacementVerdictStore::line,
                        (Object) Statements.keys(deployments))
                .stream()
                .collect(Collectors.groupingBy(Line::deployment))
                .entrySet()
                .stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static PlacementVerdicts row(DeploymentId deployment, List<Line> lines) {
        return new PlacementVerdicts(
                deployment,
                lines.stream().flatMap(Line::verdict).toList(),
                lines.getFirst().decidedAt());
    }

    private static Line line(ResultSet row) throws SQLException {
        DeploymentId deployment = new DeploymentId(row.getString("deployment_id"));
        Instant decidedAt = Statements.instant(row, "decided_at");
        String plane = row.getString("plane");
        return plane == null
                ? Line.none(deployment, decidedAt)
                : new Line(
                        deployment,
                        0,
                        plane,
                        row.getString("reason"),
                        row.getString("message"),
                        row.getInt("placed"),
                        decidedAt);
    }

    /// Inserts or replaces, at most one per deployment. Verdicts on deployments that no longer
    /// exist are dropped.
    public void write(Tx tx, List<PlacementVerdicts> verdicts) {
        if (verdicts.isEmpty()) {
            return;
        }
        List<Line> lines = verdicts.stream().flatMap(row -> lines(row).stream()).toList();
        ColumnArrays<Line> arrays =
                ColumnArrays.of(lines)
                        .text(Line::deployment)
                        .integer(Line::nr)
                        .text(Line::plane)
                        .text(Line::reason)
                        .text(Line::message)
                        .integer(Line::placed)
                        .time(Line::decidedAt);
        Statements.update(tx, WRITE, arrays);
    }

    private static List<Line> lines(PlacementVerdicts row) {
        return row.verdicts().isEmpty()
                ? List.of(Line.none(row.deploymentId(), row.decidedAt()))
                : IntStream.range(0, row.verdicts().size())
                        .mapToObj(nr ->
                                Line.of(
                                        row.deploymentId(),
                                        nr,
                                        row.verdicts().get(nr),
                                        row.decidedAt()))
                        .toList();
    }
}
