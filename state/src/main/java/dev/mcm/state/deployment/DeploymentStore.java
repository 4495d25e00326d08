package dev.mcm.state.deployment;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.state.Micros;
import dev.mcm.state.Stale;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Table `deployments`.
public final class DeploymentStore {
    private static final String SELECT = "SELECT * FROM deployments ";

    /// ALREADY_EXISTS when the id or the name is taken. The row gets revision 1.
    public Deployment insert(Tx tx, Deployment row) {
        new DeploymentRepository_(tx.session()).insert(new DeploymentEntity(row, 1));
        return row.withRevision(1);
    }

    /// The same, kept from changing until the transaction ends.
    public Optional<Deployment> lock(Tx tx, DeploymentId id) {
        return query(tx, "WHERE id = ? FOR UPDATE", id.value()).stream().findFirst();
    }

    public Optional<Deployment> find(Tx tx, DeploymentId id) {
        return query(tx, "WHERE id = ?", id.value()).stream().findFirst();
    }

    /// The deployment of the model that has this name and is not being deleted.
    public Optional<Deployment> findByName(Tx tx, ModelId model, String name) {
        return query(
                        tx,
                        "WHERE model_id = ? AND name = ? AND lifecycle <> 'DELETING'",
                        model.value(),
                        name)
                .stream()
                .findFirst();
    }

    /// A page, newest first.
    ///
    /// @param after position of the last row of the page before; null = the first page
    public List<Deployment> list(
            Tx tx, DeploymentFilter filter, @Nullable DeploymentPosition after, int limit) {
        StringBuilder where = new StringBuilder("WHERE lifecycle = ANY (?)");
        List<Object> parameters = new ArrayList<>();
        parameters.add(
                filter.lifecycles().stream().map(DeploymentLifecycle::name).toArray(String[]::new));
        if (filter.organizationId() != null) {
            where.append(" AND organization_id = ?");
            parameters.add(filter.organizationId().value());
        }
        if (filter.modelId() != null) {
            where.append(" AND model_id = ?");
            parameters.add(filter.modelId().value());
        }
        if (after != null) {
            OffsetDateTime createdAt = Micros.parameter(after.createdAt());
            where.append(" AND created_at <= ? AND (created_at < ? OR id > ?)");
            parameters.addAll(List.of(createdAt, createdAt, after.id().value()));
        }
        parameters.add(limit);
        return query(
                tx,
                where.append(" ORDER BY created_at DESC, id LIMIT ?").toString(),
                parameters.toArray());
    }

    /// All, in order of id.
    public List<Deployment> all(Tx tx) {
        return query(tx, "ORDER BY id");
    }

    /// Those of these that there are.
    public List<Deployment> find(Tx tx, Collection<DeploymentId> ids) {
        return query(tx, "WHERE id = ANY (?)", (Object) Statements.keys(ids));
    }

    /// Replaces the row if it still has `expectedRevision`, else ABORTED. The row gets the next
    /// revision.
    public Deployment update(Tx tx, Deployment row, long expectedRevision) {
        DeploymentEntity entity = new DeploymentEntity(row, expectedRevision);
        DeploymentRepository rows = new DeploymentRepository_(tx.session());
        Stale.guard("deployment", row.id(), expectedRevision, () -> rows.update(entity));
        return row.withRevision(expectedRevision + 1);
    }

    /// Removes the row and all that was decided and pushed for it.
    ///
    /// @return whether there was one
    public boolean delete(Tx tx, DeploymentId id) {
        return Statements.update(tx, "DELETE FROM deployments WHERE id = ?", id.value()) == 1;
    }

    private static List<Deployment> query(Tx tx, String where, Object... parameters) {
        return Statements.query(tx, SELECT + where, DeploymentRow::read, parameters);
    }
}
