package dev.mcm.state.deployment;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Reads rows of `deployments`, also from the wider queries of this module.
public final class DeploymentRow {
    private DeploymentRow() {}

    /// @param row with all columns of the table, under their names
    public static Deployment read(ResultSet row) throws SQLException {
        return new Deployment(
                new DeploymentId(row.getString("id")),
                new OrganizationId(row.getString("organization_id")),
                new ModelId(row.getString("model_id")),
                row.getString("name"),
                row.getLong("version"),
                new SpecHash(row.getString("spec_hash")),
                row.getInt("priority"),
                Autoscaling.read(row),
                Rollout.read(row),
                DeploymentLifecycle.valueOf(row.getString("lifecycle")),
                row.getLong("revision"),
                row.getString("traceparent"),
                Statements.instant(row, "created_at"),
                Statements.instant(row, "updated_at"));
    }
}
