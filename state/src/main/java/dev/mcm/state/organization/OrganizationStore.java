package dev.mcm.state.organization;

import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.Stale;
import dev.mcm.state.Tx;
import java.util.List;
import java.util.Optional;

/// Table `organizations`, in order of id.
public final class OrganizationStore {
    /// ALREADY_EXISTS when the id is taken. The row gets revision 1.
    public Organization insert(Tx tx, Organization row) {
        OrganizationEntity entity = new OrganizationEntity(row, 1);
        tx.session().insert(entity);
        return entity.toRow();
    }

    public Optional<Organization> find(Tx tx, OrganizationId id) {
        return Optional.ofNullable(tx.session().get(OrganizationEntity.class, id.value()))
                .map(OrganizationEntity::toRow);
    }

    public List<Organization> all(Tx tx) {
        return list(tx, Optional.empty(), Integer.MAX_VALUE);
    }

    /// A page.
    ///
    /// @param after last id of the page before
    public List<Organization> list(Tx tx, Optional<OrganizationId> after, int limit) {
        return tx
                .session()
                .createSelectionQuery(
                        "from OrganizationEntity where id > :after order by id",
                        OrganizationEntity.class)
                .setParameter("after", after.map(OrganizationId::value).orElse(""))
                .setMaxResults(limit)
                .list()
                .stream()
                .map(OrganizationEntity::toRow)
                .toList();
    }

    /// Replaces the row if it still has `expectedRevision`, else ABORTED. The row gets the next
    /// revision.
    public Organization update(Tx tx, Organization row, long expectedRevision) {
        OrganizationEntity entity = new OrganizationEntity(row, expectedRevision);
        return Stale.guard(
                "organization",
                row.id(),
                expectedRevision,
                () -> {
                    tx.session().update(entity);
                    return entity.toRow();
                });
    }

    /// FAILED_PRECONDITION when models or deployments refer to it.
    ///
    /// @return whether there was one
    public boolean delete(Tx tx, OrganizationId id) {
        return tx.session()
                        .createMutationQuery("delete from OrganizationEntity where id = :id")
                        .setParameter("id", id.value())
                        .executeUpdate()
                == 1;
    }
}
