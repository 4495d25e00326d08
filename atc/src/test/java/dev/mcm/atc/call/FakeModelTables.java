package dev.mcm.atc.call;

import dev.mcm.atc.port.AnswerTable;
import dev.mcm.atc.port.ModelTables;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.model.Model;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// [ModelTables] of [FakeControl].
record FakeModelTables(FakeTx tx) implements ModelTables {
    private static final Comparator<Model> BY_NAME =
            Comparator.comparing(Model::name).thenComparing(row -> row.id().value());

    @Override
    public boolean hasOrganization(OrganizationId id) {
        return tx.rows.organizations.containsKey(id);
    }

    @Override
    public Optional<Model> find(ModelId id) {
        return Optional.ofNullable(tx.rows.models.get(id));
    }

    @Override
    public Optional<Model> findByName(OrganizationId organization, String name) {
        return tx.rows.models.values().stream()
                .filter(row -> row.organizationId().equals(organization) && row.name().equals(name))
                .findFirst();
    }

    @Override
    public List<Model> list(
            @Nullable OrganizationId organization, String afterName, String afterId, int limit) {
        return tx.rows.models.values().stream()
                .filter(row -> organization == null || row.organizationId().equals(organization))
                .filter(row -> isBehind(row, afterName, afterId))
                .sorted(BY_NAME)
                .limit(limit)
                .toList();
    }

    private static boolean isBehind(Model row, String name, String id) {
        int compared = row.name().compareTo(name);
        return compared > 0 || (compared == 0 && row.id().value().compareTo(id) > 0);
    }

    @Override
    public void insert(Model row) {
        tx.requireWritable();
        FakeTx.requireAbsent(
                findByName(row.organizationId(), row.name()).isEmpty(), "model", row.name());
        tx.rows.models.put(row.id(), row);
    }

    @Override
    public void delete(ModelId id) {
        tx.requireWritable();
        if (tx.rows.deployments.values().stream().anyMatch(row -> row.modelId().equals(id))) {
            throw McmException.inUse("model " + id, "it has deployments");
        }
        tx.rows.models.remove(id);
    }

    @Override
    public AnswerTable answers() {
        return new FakeAnswerTable(tx);
    }
}
