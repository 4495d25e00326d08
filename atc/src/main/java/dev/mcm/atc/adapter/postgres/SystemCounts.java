package dev.mcm.atc.adapter.postgres;

import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;

/// The loop's counts over all deployments.
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
                (SELECT count(*) FROM deployments),
                (SELECT coalesce(sum(desired), 0) FROM scale_targets),
                (SELECT coalesce(sum(replicas), 0) FROM placements),
                (SELECT coalesce(sum(o.ready), 0) FROM deployment_observed o LEFT JOIN plane_states s ON s.plane_id = o.plane_id
                    WHERE coalesce(s.state, '') <> 'LOST'),
                (SELECT coalesce(sum(pending), 0) FROM placement_summaries),
                (SELECT count(*) FROM (
                    SELECT p.deployment_id FROM placements p
                    LEFT JOIN pushes u ON u.deployment_id = p.deployment_id AND u.plane_id = p.plane_id
                    GROUP BY p.deployment_id, p.plane_id HAVING max(p.version) > coalesce(max(u.applied_version), 0)) b),
                (SELECT count(*) FROM pushes WHERE error <> '')
            """;

    public static SystemCounts read(Tx tx) {
        return Statements.query(
                        tx,
                        COUNTS,
                        row ->
                                new SystemCounts(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4),
                                        row.getLong(5),
                                        row.getLong(6),
                                        row.getLong(7)))
                .getFirst();
    }
}
