package dev.mcm.state.view;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.DeploymentRow;
import dev.mcm.state.deployment.MilestoneStore;
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

    private final CellViews cells = new CellViews();

    /// Those that exist.
    public List<DeploymentView> find(Tx tx, Collection<DeploymentId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String[] keys = Statements.keys(ids);
        Map<DeploymentId, List<CellView>> found =
                cells.find(tx, keys).stream()
                        .collect(Collectors.groupingBy(CellView::deploymentId));
        return Statements.query(tx, DEPLOYMENTS, DeploymentViews::head, (Object) keys).stream()
                .map(head -> head.with(found.getOrDefault(head.row().id(), List.of())))
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
}
