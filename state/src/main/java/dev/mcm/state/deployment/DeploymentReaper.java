package dev.mcm.state.deployment;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Removes rows of `deployments` whose deployment is gone from everywhere.
public final class DeploymentReaper {
    private static final String DELETING =
            "SELECT 1 FROM deployments WHERE lifecycle = 'DELETING' LIMIT 1";
    private static final String REAP =
            """
            WITH reaped AS (DELETE FROM deployments d WHERE d.lifecycle = 'DELETING'
                AND NOT EXISTS (SELECT FROM placements p WHERE p.deployment_id = d.id AND p.replicas > 0)
                AND NOT EXISTS (
                    SELECT FROM placements p
                    LEFT JOIN pushes u ON u.deployment_id = p.deployment_id AND u.plane_id = p.plane_id
                    LEFT JOIN plane_states s ON s.plane_id = p.plane_id
                    WHERE p.deployment_id = d.id AND coalesce(s.state, '') <> 'LOST'
                        AND (coalesce(u.applied_version, 0) < p.version OR u.error <> ''))
                AND NOT EXISTS (
                    SELECT FROM pushes u LEFT JOIN plane_states s ON s.plane_id = u.plane_id
                    WHERE u.deployment_id = d.id AND coalesce(s.state, '') <> 'LOST'
                        AND (u.applied_version < u.wanted_version OR u.error <> ''))
                AND NOT EXISTS (
                    SELECT FROM deployment_observed o LEFT JOIN plane_states s ON s.plane_id = o.plane_id
                    WHERE o.deployment_id = d.id AND coalesce(s.state, '') <> 'LOST' AND o.pods + o.terminating > 0)
            RETURNING d.id)
            INSERT INTO reaped_deployments (deployment_id, reaped_at) SELECT id, now() FROM reaped ORDER BY id
            ON CONFLICT (deployment_id) DO UPDATE SET reaped_at = excluded.reaped_at
            RETURNING deployment_id
            """;

    /// No plane is expected to come back after a longer time.
    private static final String FORGET =
            "DELETE FROM reaped_deployments WHERE reaped_at < now() - interval '1 year'";

    private static final String REAPED =
            "SELECT deployment_id FROM reaped_deployments WHERE deployment_id = ANY (?)";

    /// Whether any deployment is being deleted.
    public boolean hasWork(Tx tx) {
        return !Statements.query(tx, DELETING, row -> true).isEmpty();
    }

    /// Removes those that are being deleted and of which nothing is left on any plane that is not
    /// lost, and remembers for a year that they were deleted.
    ///
    /// @return which
    public List<DeploymentId> reap(Tx tx) {
        Statements.update(tx, FORGET);
        return Statements.query(tx, REAP, row -> new DeploymentId(row.getString("deployment_id")));
    }

    /// Those of `deployments` that were deleted and removed.
    public Set<DeploymentId> reaped(Tx tx, Collection<DeploymentId> deployments) {
        return Set.copyOf(
                Statements.query(
                        tx,
                        REAPED,
                        row -> new DeploymentId(row.getString("deployment_id")),
                        (Object) Statements.keys(deployments)));
    }
}
