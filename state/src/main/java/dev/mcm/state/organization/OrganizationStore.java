package dev.mcm.state.organization;

import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.Stale;
import dev.mcm.state.Tx;
import jakarta.data.Limit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Table `organizations`, in order of id.
public final class OrganizationStore {

    /// ALREADY_EXISTS when the id is taken. The row gets revision 1.
    public Organization insert(Tx tx, Organization row) {
        OrganizationEntity entity = new OrganizationEntity(row, 1);
        rows(tx).insert(entity);
        return entity.toRow();
    }

    public Optional<Organization> find(Tx tx, OrganizationId id) {
        return rows(tx).find(id.value()).map(OrganizationEntity::toRow);
    }

    public List<Organization> all(Tx tx) {
        return rows(tx).all().stream().map(OrganizationEntity::toRow).toList();
    }

    /// A page.
    ///
    /// @param after last id of the page before; null = the first page
    public List<Organization> list(Tx tx, @Nullable OrganizationId after, int limit) {
        String last = after == null ? "" : after.value();
        return rows(tx).page(last, Limit.of(limit)).stream()
                .map(OrganizationEntity::toRow)
                .toList();
    }

    /// Replaces the row if it still has `expectedRevision`, else ABORTED. The row gets the next
    /// revision.
    public Organization update(Tx tx, Organization row, long expectedRevision) {
        OrganizationEntity entity = new OrganizationEntity(row, expectedRevision);
        Stale.guard("organization", row.id(), expectedRevision, () -> rows(tx).update(entity));
        return entity.toRow();
    }

    /// FAILED_PRECONDITION when models or deployments refer to it.
    ///
    /// @return whether there was one
    public boolean delete(Tx tx, OrganizationId id) {
        return rows(tx).delete(id.value()) == 1;
    }

    private static OrganizationRepository rows(Tx tx) {
        return new OrganizationRepository_(tx.session());
    }
}
