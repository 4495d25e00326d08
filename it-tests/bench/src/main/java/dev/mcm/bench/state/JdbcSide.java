package dev.mcm.bench.state;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.placement.Placement;
import dev.mcm.state.placement.PlacementKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// The reference: statements prepared once on one connection, columns by position.
final class JdbcSide {
    private static final String DEPLOYMENTS =
            """
            SELECT id, organization_id, model_id, name, version, spec_hash, priority, min_replica, max_replica,
                autoscaling_window_seconds, scale_down_delay_seconds, concurrency_target, target_utilization_percentage,
                max_scale_down_rate_percent, lifecycle, revision, traceparent, created_at, updated_at
            FROM deployments ORDER BY id
            """;
    private static final String PLACEMENTS =
            """
            SELECT deployment_id, plane_id, instance_type, replicas, deployment_version, version, reason, decided_at
            FROM placements ORDER BY deployment_id, plane_id, instance_type
            """;
    private static final String UPDATE =
            """
            UPDATE deployments SET organization_id = ?, model_id = ?, name = ?, version = ?, spec_hash = ?, priority = ?,
                min_replica = ?, max_replica = ?, autoscaling_window_seconds = ?, scale_down_delay_seconds = ?,
                concurrency_target = ?, target_utilization_percentage = ?, max_scale_down_rate_percent = ?, lifecycle = ?,
                revision = ?, traceparent = ?, created_at = ?, updated_at = ?
            WHERE id = ? AND revision = ?
            """;

    private final Connection connection;
    private final PreparedStatement deployments;
    private final PreparedStatement placements;
    private final PreparedStatement update;

    JdbcSide(Connection connection) throws SQLException {
        this.connection = connection;
        this.deployments = connection.prepareStatement(DEPLOYMENTS);
        this.placements = connection.prepareStatement(PLACEMENTS);
        this.update = connection.prepareStatement(UPDATE);
    }

    Records readAll() throws SQLException {
        List<Deployment> found = new ArrayList<>();
        try (ResultSet rows = deployments.executeQuery()) {
            while (rows.next()) {
                found.add(deployment(rows));
            }
        }
        List<Placement> placed = new ArrayList<>();
        try (ResultSet rows = placements.executeQuery()) {
            while (rows.next()) {
                placed.add(placement(rows));
            }
        }
        connection.commit();
        return new Records(List.copyOf(found), List.copyOf(placed));
    }

    /// Updates the first `count` deployments, `batch` in one transaction.
    ///
    /// @return what the updates took
    Spent write(int count, int batch) throws Exception {
        List<Deployment> rows = readAll().deployments().subList(0, count);
        return Spent.on(() -> write(rows, batch));
    }

    private boolean write(List<Deployment> rows, int batch) throws SQLException {
        for (int from = 0; from < rows.size(); from += batch) {
            for (Deployment row : rows.subList(from, Math.min(rows.size(), from + batch))) {
                write(row);
            }
            connection.commit();
        }
        return true;
    }

    private void write(Deployment row) throws SQLException {
        Autoscaling scaling = row.autoscaling();
        update.setString(1, row.organizationId().value());
        update.setString(2, row.modelId().value());
        update.setString(3, row.name());
        update.setLong(4, row.specVersion());
        update.setString(5, row.specHash().value());
        update.setInt(6, row.priority());
        update.setInt(7, scaling.minReplica());
        update.setInt(8, scaling.maxReplica());
        update.setInt(9, scaling.windowSeconds());
        update.setInt(10, scaling.scaleDownDelaySeconds());
        update.setInt(11, scaling.concurrencyTarget());
        update.setInt(12, scaling.targetUtilizationPercentage());
        update.setInt(13, scaling.maxScaleDownRatePercent());
        update.setString(14, row.lifecycle().name());
        update.setLong(15, row.revision() + 1);
        update.setString(16, row.traceparent());
        update.setObject(17, row.createdAt().atOffset(ZoneOffset.UTC));
        update.setObject(18, row.updatedAt().atOffset(ZoneOffset.UTC));
        update.setString(19, row.id().value());
        update.setLong(20, row.revision());
        if (update.executeUpdate() != 1) {
            throw new IllegalStateException("deployment " + row.id() + " has another revision");
        }
    }

    private static Deployment deployment(ResultSet row) throws SQLException {
        return new Deployment(
                new DeploymentId(row.getString(1)),
                new OrganizationId(row.getString(2)),
                new ModelId(row.getString(3)),
                row.getString(4),
                row.getLong(5),
                new SpecHash(row.getString(6)),
                row.getInt(7),
                autoscaling(row),
                DeploymentLifecycle.valueOf(row.getString(15)),
                row.getLong(16),
                row.getString(17),
                instant(row, 18),
                instant(row, 19));
    }

    private static Autoscaling autoscaling(ResultSet row) throws SQLException {
        return new Autoscaling(
                row.getInt(8),
                row.getInt(9),
                row.getInt(10),
                row.getInt(11),
                row.getInt(12),
                row.getInt(13),
                row.getInt(14));
    }

    private static Placement placement(ResultSet row) throws SQLException {
        return new Placement(
                new PlacementKey(
                        new DeploymentId(row.getString(1)),
                        new PlaneId(row.getString(2)),
                        new InstanceTypeName(row.getString(3))),
                row.getInt(4),
                row.getLong(5),
                row.getLong(6),
                row.getString(7),
                instant(row, 8));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
