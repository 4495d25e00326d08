package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.port.AnswerTable;
import dev.mcm.atc.port.ModelTables;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.Tx;
import dev.mcm.state.model.Model;
import dev.mcm.state.model.ModelStore;
import dev.mcm.state.organization.OrganizationStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// [ModelTables] on Postgres.
public record PostgresModelTables(Tx tx) implements ModelTables {
    private static final ModelStore MODELS = new ModelStore();
    private static final OrganizationStore ORGANIZATIONS = new OrganizationStore();

    @Override
    public boolean hasOrganization(OrganizationId id) {
        return ORGANIZATIONS.find(tx, id).isPresent();
    }

    @Override
    public Optional<Model> find(ModelId id) {
        return MODELS.find(tx, id);
    }

    @Override
    public Optional<Model> findByName(OrganizationId organization, String name) {
        return MODELS.findByName(tx, organization, name);
    }

    @Override
    public List<Model> list(
            @Nullable OrganizationId organization, String afterName, String afterId, int limit) {
        return MODELS.page(tx, organization, afterName, afterId, limit);
    }

    @Override
    public void insert(Model row) {
        MODELS.insert(tx, row);
    }

    @Override
    public void delete(ModelId id) {
        MODELS.delete(tx, id);
    }

    @Override
    public AnswerTable answers() {
        return new PostgresAnswerTable(tx);
    }
}
