package dev.mcm.state.model;

import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.Tx;
import java.util.List;
import java.util.Optional;

/// Table `models`, in order of id.
public final class ModelStore {
    /// ALREADY_EXISTS when the organisation has a model of this name, NOT_FOUND when there is no
    /// such organisation.
    public void insert(Tx tx, Model row) {
        tx.session().insert(new ModelEntity(row));
    }

    public Optional<Model> find(Tx tx, ModelId id) {
        return Optional.ofNullable(tx.session().get(ModelEntity.class, id.value()))
                .map(ModelEntity::toRow);
    }

    public Optional<Model> findByName(Tx tx, OrganizationId organization, String name) {
        return tx.session()
                .createSelectionQuery(
                        "from ModelEntity where organizationId = :organization and name = :name",
                        ModelEntity.class)
                .setParameter("organization", organization.value())
                .setParameter("name", name)
                .uniqueResultOptional()
                .map(ModelEntity::toRow);
    }

    public List<Model> all(Tx tx) {
        return list(tx, Optional.empty(), Optional.empty(), Integer.MAX_VALUE);
    }

    /// A page.
    ///
    /// @param organization empty = of all
    /// @param after last id of the page before
    public List<Model> list(
            Tx tx, Optional<OrganizationId> organization, Optional<ModelId> after, int limit) {
        return tx
                .session()
                .createSelectionQuery(
                        "from ModelEntity where (:organization = '' or organizationId ="
                                + " :organization) and id > :after order by id",
                        ModelEntity.class)
                .setParameter("organization", organization.map(OrganizationId::value).orElse(""))
                .setParameter("after", after.map(ModelId::value).orElse(""))
                .setMaxResults(limit)
                .list()
                .stream()
                .map(ModelEntity::toRow)
                .toList();
    }

    /// FAILED_PRECONDITION when deployments refer to it.
    ///
    /// @return whether there was one
    public boolean delete(Tx tx, ModelId id) {
        return tx.session()
                        .createMutationQuery("delete from ModelEntity where id = :id")
                        .setParameter("id", id.value())
                        .executeUpdate()
                == 1;
    }
}
