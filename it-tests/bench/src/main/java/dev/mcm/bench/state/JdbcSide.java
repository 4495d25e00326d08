package dev.mcm.bench.state;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.Rollout;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.deployment.WhenFull;
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
import java.util.stream.Collectors;

/// The reference: statements prepared once on one connection, columns by position.
final class JdbcSide {
    private static final String DEPLOYMENTS =
            """
            SELECT id, organization_id, model_id, name, version, spec_hash, priority, lifecycle, revision,
                traceparent, created_at, updated_at, max_surge_percent, max_unavailable_percent, when_full,
                progress_deadline_seconds, %s
            FROM deployments ORDER BY id
            """
                    .formatted(settings("%s"));
    private static final String PLACEMENTS =
            """
            SELECT deployment_id, plane_id, instance_type, revision, replicas, deployment_version, version, reason, decided_at
            FROM placements ORDER BY deployment_id, plane_id, instance_type, revision
            """;
    private static final String UPDATE =
            """
            UPDATE deployments SET organization_id = ?, model_id = ?, name = ?, version = ?, spec_hash = ?, priority = ?,
                lifecycle = ?, revision = ?, traceparent = ?, created_at = ?, updated_at = ?,
                max_surge_percent = ?, max_unavailable_percent = ?, when_full = ?, progress_deadline_seconds = ?, %s
            WHERE id = ? AND revision = ?
            """
                    .formatted(settings("%s = ?"));

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
        update.setString(1, row.organizationId().value());
        update.setString(2, row.modelId().value());
        update.setString(3, row.name());
        update.setLong(4, row.specVersion());
        update.setString(5, row.specHash().value());
        update.setInt(6, row.priority());
        update.setString(7, row.lifecycle().name());
        update.setLong(8, row.revision() + 1);
        update.setString(9, row.traceparent());
        update.setObject(10, row.createdAt().atOffset(ZoneOffset.UTC));
        update.setObject(11, row.updatedAt().atOffset(ZoneOffset.UTC));
        update.setInt(12, row.rollout().maxSurgePercent());
        update.setInt(13, row.rollout().maxUnavailablePercent());
        update.setString(14, row.rollout().whenFull().name());
        update.setInt(15, row.rollout().progressDeadlineSeconds());
        int column = 16;
        for (int value : row.autoscaling().values()) {
            update.setInt(column++, value);
        }
        update.setString(column++, row.id().value());
        update.setLong(column, row.revision());
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
                new Rollout(
                        row.getInt(13),
                        row.getInt(14),
                        WhenFull.valueOf(row.getString(15)),
                        row.getInt(16)),
                DeploymentLifecycle.valueOf(row.getString(8)),
                row.getLong(9),
                row.getString(10),
                instant(row, 11),
                instant(row, 12));
    }

    private static Autoscaling autoscaling(ResultSet row) throws SQLException {
        int[] values = new int[Autoscaling.SETTINGS.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getInt(17 + i);
        }
        return Autoscaling.of(values);
    }

    private static String settings(String form) {
        return Autoscaling.SETTINGS.stream()
                .map(setting -> form.formatted(setting.name()))
                .collect(Collectors.joining(", "));
    }

    private static Placement placement(ResultSet row) throws SQLException {
        return new Placement(
                new PlacementKey(
                        new DeploymentId(row.getString(1)),
                        new PlaneId(row.getString(2)),
                        new InstanceTypeName(row.getString(3)),
                        new PodRevision(row.getString(4))),
                row.getInt(5),
                row.getLong(6),
                row.getLong(7),
                row.getString(8),
                instant(row, 9));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
