package dev.mcm.state.deployment;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.state.Stale;
import dev.mcm.state.Tx;
import java.util.List;
import java.util.Optional;
import org.hibernate.query.SelectionQuery;

/// [DeploymentStore] on Postgres.
public final class PostgresDeploymentStore implements DeploymentStore {
    @Override
    public Deployment insert(Tx tx, Deployment row) {
        DeploymentEntity entity = new DeploymentEntity(row, 1);
        tx.session().insert(entity);
        return entity.toRow();
    }

    @Override
    public Optional<Deployment> find(Tx tx, DeploymentId id) {
        return Optional.ofNullable(tx.session().get(DeploymentEntity.class, id.value()))
                .map(DeploymentEntity::toRow);
    }

    @Override
    public Optional<Deployment> findByName(Tx tx, ModelId model, String name) {
        return tx.session()
                .createSelectionQuery(
                        "from DeploymentEntity where modelId = :model and name = :name and"
                                + " lifecycle <> DELETING",
                        DeploymentEntity.class)
                .setParameter("model", model.value())
                .setParameter("name", name)
                .uniqueResultOptional()
                .map(DeploymentEntity::toRow);
    }

    @Override
    public List<Deployment> list(
            Tx tx, DeploymentFilter filter, Optional<DeploymentPosition> after, int limit) {
        SelectionQuery<DeploymentEntity> query =
                tx.session()
                        .createSelectionQuery(listQuery(filter, after), DeploymentEntity.class)
                        .setParameter("lifecycles", filter.lifecycles());
        if (filter.organizationId() != null) {
            query.setParameter("organization", filter.organizationId().value());
        }
        if (filter.modelId() != null) {
            query.setParameter("model", filter.modelId().value());
        }
        after.ifPresent(position ->
                query.setParameter("createdAt", position.createdAt())
                        .setParameter("id", position.id().value()));
        return rows(query.setMaxResults(limit));
    }

    private static String listQuery(DeploymentFilter filter, Optional<DeploymentPosition> after) {
        return "from DeploymentEntity where lifecycle in :lifecycles"
                + (filter.organizationId() == null ? "" : " and organizationId = :organization")
                + (filter.modelId() == null ? "" : " and modelId = :model")
                + (after.isEmpty()
                        ? ""
                        : " and createdAt <= :createdAt and (createdAt < :createdAt or id > :id)")
                + " order by createdAt desc, id";
    }

    @Override
    public List<Deployment> all(Tx tx) {
        return rows(
                tx.session()
                        .createSelectionQuery(
                                "from DeploymentEntity order by id", DeploymentEntity.class));
    }

    @Override
    public Deployment update(Tx tx, Deployment row, long expectedRevision) {
        DeploymentEntity entity = new DeploymentEntity(row, expectedRevision);
        return Stale.guard(
                "deployment",
                row.id(),
                expectedRevision,
                () -> {
                    tx.session().update(entity);
                    return entity.toRow();
                });
    }

    @Override
    public boolean delete(Tx tx, DeploymentId id) {
        return tx.session()
                        .createMutationQuery("delete from DeploymentEntity where id = :id")
                        .setParameter("id", id.value())
                        .executeUpdate()
                == 1;
    }

    private static List<Deployment> rows(SelectionQuery<DeploymentEntity> query) {
        return query.list().stream().map(DeploymentEntity::toRow).toList();
    }
}
