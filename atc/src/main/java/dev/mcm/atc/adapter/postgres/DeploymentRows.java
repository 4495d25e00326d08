package dev.mcm.atc.adapter.postgres;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.Lifecycle;
import dev.mcm.state.deployment.SpecHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/// Reads rows of `deployments` from wider queries.
final class DeploymentRows {
    private DeploymentRows() {}

    static Deployment read(ResultSet row) throws SQLException {
        return new Deployment(
                new DeploymentId(row.getString("id")),
                new OrganizationId(row.getString("organization_id")),
                new ModelId(row.getString("model_id")),
                row.getString("name"),
                row.getLong("version"),
                new SpecHash(row.getString("spec_hash")),
                row.getInt("priority"),
                autoscaling(row),
                Lifecycle.valueOf(row.getString("lifecycle")),
                row.getLong("revision"),
                row.getString("traceparent"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static Autoscaling autoscaling(ResultSet row) throws SQLException {
        return new Autoscaling(
                row.getInt("min_replica"),
                row.getInt("max_replica"),
                row.getInt("autoscaling_window_seconds"),
                row.getInt("scale_down_delay_seconds"),
                row.getInt("concurrency_target"),
                row.getInt("target_utilization_percentage"),
                row.getInt("max_scale_down_rate_percent"));
    }
}
