package dev.mcm.state.deployment;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.Micros;
import dev.mcm.state.Stale;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// [DeploymentStore] on Postgres.
public final class PostgresDeploymentStore implements DeploymentStore {
    private static final String SELECT =
            """
            SELECT id, organization_id, model_id, name, version, spec_hash, priority, min_replica, max_replica,
                autoscaling_window_seconds, scale_down_delay_seconds, concurrency_target, target_utilization_percentage,
                max_scale_down_rate_percent, lifecycle, revision, traceparent, created_at, updated_at
            FROM deployments
            """;

    @Override
    public Deployment insert(Tx tx, Deployment row) {
        tx.session().insert(new DeploymentEntity(row, 1));
        return row.withRevision(1);
    }

    @Override
    public Optional<Deployment> find(Tx tx, DeploymentId id) {
        return query(tx, "WHERE id = ?", id.value()).stream().findFirst();
    }

    @Override
    public Optional<Deployment> findByName(Tx tx, ModelId model, String name) {
        return query(
                        tx,
                        "WHERE model_id = ? AND name = ? AND lifecycle <> 'DELETING'",
                        model.value(),
                        name)
                .stream()
                .findFirst();
    }

    @Override
    public List<Deployment> list(
            Tx tx, DeploymentFilter filter, Optional<DeploymentPosition> after, int limit) {
        StringBuilder where = new StringBuilder("WHERE lifecycle = ANY (?)");
        List<Object> parameters = new ArrayList<>();
        parameters.add(filter.lifecycles().stream().map(Lifecycle::name).toArray(String[]::new));
        if (filter.organizationId() != null) {
            where.append(" AND organization_id = ?");
            parameters.add(filter.organizationId().value());
        }
        if (filter.modelId() != null) {
            where.append(" AND model_id = ?");
            parameters.add(filter.modelId().value());
        }
        after.ifPresent(position -> {
            OffsetDateTime createdAt = Micros.parameter(position.createdAt());
            where.append(" AND created_at <= ? AND (created_at < ? OR id > ?)");
            parameters.addAll(List.of(createdAt, createdAt, position.id().value()));
        });
        parameters.add(limit);
        return query(
                tx,
                where.append(" ORDER BY created_at DESC, id LIMIT ?").toString(),
                parameters.toArray());
    }

    @Override
    public List<Deployment> all(Tx tx) {
        return query(tx, "ORDER BY id");
    }

    @Override
    public Deployment update(Tx tx, Deployment row, long expectedRevision) {
        return Stale.guard(
                "deployment",
                row.id(),
                expectedRevision,
                () -> {
                    tx.session().update(new DeploymentEntity(row, expectedRevision));
                    return row.withRevision(expectedRevision + 1);
                });
    }

    @Override
    public boolean delete(Tx tx, DeploymentId id) {
        return Statements.update(tx, "DELETE FROM deployments WHERE id = ?", id.value()) == 1;
    }

    private static List<Deployment> query(Tx tx, String where, Object... parameters) {
        return Statements.query(tx, SELECT + where, PostgresDeploymentStore::row, parameters);
    }

    private static Deployment row(ResultSet row) throws SQLException {
        return new Deployment(
                new DeploymentId(row.getString(1)),
                new OrganizationId(row.getString(2)),
                new ModelId(row.getString(3)),
                row.getString(4),
                row.getLong(5),
                new SpecHash(row.getString(6)),
                row.getInt(7),
                autoscaling(row),
                Lifecycle.valueOf(row.getString(15)),
                row.getLong(16),
                row.getString(17),
                Statements.instant(row, 18),
                Statements.instant(row, 19));
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
}
