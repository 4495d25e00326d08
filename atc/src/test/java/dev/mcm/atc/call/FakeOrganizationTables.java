package dev.mcm.atc.call;

import dev.mcm.atc.port.OrganizationTables;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.organization.Organization;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// [OrganizationTables] of [FakeControl].
record FakeOrganizationTables(FakeTx tx) implements OrganizationTables {
    @Override
    public Optional<Organization> find(OrganizationId id) {
        return Optional.ofNullable(tx.rows.organizations.get(id));
    }

    @Override
    public List<Organization> list(@Nullable OrganizationId after, int limit) {
        return tx.rows.organizations.values().stream()
                .filter(row -> after == null || row.id().value().compareTo(after.value()) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public Organization insert(Organization row) {
        tx.requireWritable();
        FakeTx.requireAbsent(find(row.id()).isEmpty(), "organization", row.id());
        return put(row, 1);
    }

    @Override
    public Organization update(Organization row, long expectedRevision) {
        tx.requireWritable();
        long revision = find(row.id()).orElseThrow().revision();
        FakeTx.requireRevision("organization", row.id(), expectedRevision, revision);
        return put(row, revision + 1);
    }

    private Organization put(Organization row, long revision) {
        Organization stored =
                new Organization(
                        row.id(),
                        row.displayName(),
                        row.allowedRegions(),
                        row.cpuDeployments(),
                        row.gpuDeployments(),
                        revision,
                        row.createdAt());
        tx.rows.organizations.put(row.id(), stored);
        return stored;
    }
}
