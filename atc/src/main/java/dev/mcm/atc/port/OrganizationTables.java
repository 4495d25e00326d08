package dev.mcm.atc.port;

import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.organization.Organization;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What calls about organisations read and write.
public interface OrganizationTables {
    Optional<Organization> find(OrganizationId id);

    /// In order of id.
    ///
    /// @param after last id of the page before; null = first page
    List<Organization> list(@Nullable OrganizationId after, int limit);

    /// ALREADY_EXISTS when the id is taken.
    ///
    /// @return the row with its revision, 1
    Organization insert(Organization row);

    /// CONFLICT unless the row still has this revision.
    ///
    /// @return the row with its next revision
    Organization update(Organization row, long expectedRevision);
}
