package dev.mcm.state.view;

import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The loop's counts over all deployments.
///
/// @param pushesBehind (deployment, plane) pairs whose newest placement has not been applied
/// @param failingPushes pairs whose last push failed
public record SystemCounts(
        long deployments,
        long desired,
        long placed,
        long ready,
        long pending,
        long pushesBehind,
        long failingPushes) {
    private static final String COUNTS =
            """
            SELECT
                (SELECT count(*) FROM deployments) AS deployments,
                (SELECT coalesce(sum(desired), 0) FROM scale_targets) AS desired,
                (SELECT coalesce(sum(replicas), 0) FROM placements) AS placed,
                (SELECT coalesce(sum(o.ready), 0) FROM deployment_observed o LEFT JOIN plane_states s ON s.plane_id = o.plane_id
                    WHERE coalesce(s.state, '') <> 'LOST') AS ready,
                (SELECT coalesce(sum(pending), 0) FROM placement_summaries) AS pending,
                (SELECT count(*) FROM (
                    SELECT p.deployment_id FROM placements p
                    LEFT JOIN pushes u ON u.deployment_id = p.deployment_id AND u.plane_id = p.plane_id
                    GROUP BY p.deployment_id, p.plane_id HAVING max(p.version) > coalesce(max(u.applied_version), 0)) b) AS pushes_behind,
                (SELECT count(*) FROM pushes WHERE error <> '') AS failing_pushes
            """;

    public static SystemCounts read(Tx tx) {
        return Statements.query(tx, COUNTS, SystemCounts::counts).getFirst();
    }

    private static SystemCounts counts(ResultSet row) throws SQLException {
        return new SystemCounts(
                row.getLong("deployments"),
                row.getLong("desired"),
                row.getLong("placed"),
                row.getLong("ready"),
                row.getLong("pending"),
                row.getLong("pushes_behind"),
                row.getLong("failing_pushes"));
    }
}
