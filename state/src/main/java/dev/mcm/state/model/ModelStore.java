package dev.mcm.state.model;

import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.Tx;
import jakarta.data.Limit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Table `models`.
public final class ModelStore {

    /// ALREADY_EXISTS when the organisation has a model of this name, NOT_FOUND when there is no
    /// such organisation.
    public void insert(Tx tx, Model row) {
        rows(tx).insert(new ModelEntity(row));
    }

    public Optional<Model> find(Tx tx, ModelId id) {
        return rows(tx).find(id.value()).map(ModelEntity::toRow);
    }

    public Optional<Model> findByName(Tx tx, OrganizationId organization, String name) {
        return rows(tx).named(organization.value(), name).map(ModelEntity::toRow);
    }

    /// All, in order of id.
    public List<Model> all(Tx tx) {
        return rows(tx).all().stream().map(ModelEntity::toRow).toList();
    }

    /// A page, in order of name and id.
    ///
    /// @param organization null = of all
    /// @param afterName name of the last model of the page before; empty = first page
    public List<Model> page(
            Tx tx,
            @Nullable OrganizationId organization,
            String afterName,
            String afterId,
            int limit) {
        String owner = organization == null ? "" : organization.value();
        return rows(tx).page(owner, afterName, afterId, Limit.of(limit)).stream()
                .map(ModelEntity::toRow)
                .toList();
    }

    /// FAILED_PRECONDITION when deployments refer to it.
    ///
    /// @return whether there was one
    public boolean delete(Tx tx, ModelId id) {
        return rows(tx).delete(id.value()) == 1;
    }

    private static ModelRepository rows(Tx tx) {
        return new ModelRepository_(tx.session());
    }
}
