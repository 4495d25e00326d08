package dev.mcm.state.view;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.DeploymentRow;
import dev.mcm.state.deployment.MilestoneStore;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads deployments with all that their status follows from.
public final class DeploymentViews {
    private static final String DEPLOYMENTS =
            """
            SELECT d.*, t.desired, s.pending, s.misplaced, s.reason AS outcome_reason,
                m.ready_version, m.at_zero, m.starting_since,
                m.failing_version, m.failing_since, m.failing_calm_since, m.failing_lasting, m.failing_trouble
            FROM deployments d
            LEFT JOIN scale_targets t ON t.deployment_id = d.id
            LEFT JOIN placement_summaries s ON s.deployment_id = d.id
            LEFT JOIN deployment_milestones m ON m.deployment_id = d.id
            WHERE d.id = ANY (?)
            """;
    private static final String CELLS =
            """
            SELECT deployment_id, plane_id, k.instance_type, coalesce(p.replicas, 0) AS replicas, coalesce(p.deployment_version, 0) AS placed_version,
                coalesce(s.state, 'PENDING') AS plane_state,
                CASE WHEN l.state = 'SILENT' THEN least(l.since, s.since) ELSE s.since END AS plane_since,
                coalesce(o.terminating, 0) AS terminating,
                coalesce(u.applied_version, 0) < greatest(coalesce(p.version, 0), coalesce(u.wanted_version, 0)) AS behind,
                o.pods, o.bound, o.ready, o.deployment_version AS observed_version, o.ready_updated, o.reason, o.message,
                coalesce(u.applied_version, 0) AS applied_version, coalesce(u.error, '') AS error, coalesce(u.failed_attempts, 0) AS failed_attempts
            FROM (
                SELECT deployment_id, plane_id, instance_type FROM placements WHERE deployment_id = ANY (?)
                UNION
                SELECT deployment_id, plane_id, instance_type FROM deployment_observed
                WHERE deployment_id = ANY (?) AND pods + terminating > 0
            ) k
            LEFT JOIN placements p USING (deployment_id, plane_id, instance_type)
            LEFT JOIN deployment_observed o USING (deployment_id, plane_id, instance_type)
            LEFT JOIN pushes u USING (deployment_id, plane_id)
            LEFT JOIN plane_states s USING (plane_id)
            LEFT JOIN plane_liveness l USING (plane_id)
            ORDER BY deployment_id, plane_id, k.instance_type
            """;

    /// Those that exist.
    public List<DeploymentView> find(Tx tx, Collection<DeploymentId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String[] keys = Statements.keys(ids);
        Map<DeploymentId, List<CellView>> cells =
                Statements.query(tx, CELLS, DeploymentViews::cell, keys, keys).stream()
                        .collect(Collectors.groupingBy(CellView::deploymentId));
        return Statements.query(tx, DEPLOYMENTS, DeploymentViews::head, (Object) keys).stream()
                .map(head -> head.with(cells.getOrDefault(head.row().id(), List.of())))
                .toList();
    }

    private static DeploymentView head(ResultSet row) throws SQLException {
        return new DeploymentView(
                DeploymentRow.read(row),
                row.getObject("desired", Integer.class),
                outcome(row),
                MilestoneStore.read(row),
                List.of());
    }

    private static DeploymentView.@Nullable Outcome outcome(ResultSet row) throws SQLException {
        String reason = row.getString("outcome_reason");
        return reason == null
                ? null
                : new DeploymentView.Outcome(
                        row.getInt("pending"), row.getInt("misplaced"), reason);
    }

    private static CellView cell(ResultSet row) throws SQLException {
        return new CellView(
                new DeploymentId(row.getString("deployment_id")),
                new PlaneId(row.getString("plane_id")),
                new InstanceTypeName(row.getString("instance_type")),
                row.getInt("replicas"),
                row.getLong("placed_version"),
                observed(row),
                new CellView.LastPush(
                        row.getLong("applied_version"),
                        row.getString("error"),
                        row.getInt("failed_attempts"),
                        row.getBoolean("behind")),
                new CellView.OnPlane(
                        PlaneState.valueOf(row.getString("plane_state")),
                        Statements.nullableInstant(row, "plane_since")),
                row.getInt("terminating"));
    }

    private static CellView.@Nullable Observed observed(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        boolean lost = row.getString("plane_state").equals(PlaneState.LOST.name());
        if (lost || reason == null) {
            return null;
        }
        return new CellView.Observed(
                row.getInt("pods"),
                row.getInt("bound"),
                row.getInt("ready"),
                row.getLong("observed_version"),
                row.getInt("ready_updated"),
                reason,
                row.getString("message"));
    }
}
