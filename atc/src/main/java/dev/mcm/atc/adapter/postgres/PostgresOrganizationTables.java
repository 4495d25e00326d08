package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.port.OrganizationTables;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.Tx;
import dev.mcm.state.organization.Organization;
import dev.mcm.state.organization.OrganizationStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// [OrganizationTables] on Postgres.
public record PostgresOrganizationTables(Tx tx) implements OrganizationTables {
    private static final OrganizationStore ORGANIZATIONS = new OrganizationStore();

    @Override
    public Optional<Organization> find(OrganizationId id) {
        return ORGANIZATIONS.find(tx, id);
    }

    @Override
    public List<Organization> list(@Nullable OrganizationId after, int limit) {
        return ORGANIZATIONS.list(tx, after, limit);
    }

    @Override
    public Organization insert(Organization row) {
        return ORGANIZATIONS.insert(tx, row);
    }

    @Override
    public Organization update(Organization row, long expectedRevision) {
        return ORGANIZATIONS.update(tx, row, expectedRevision);
    }
}
