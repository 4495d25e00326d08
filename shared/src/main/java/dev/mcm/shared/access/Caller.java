package dev.mcm.shared.access;

import dev.mcm.shared.id.OrganizationId;
import org.jspecify.annotations.Nullable;

/// Who makes a call.
///
/// @param name for the audit trail
/// @param organization the only one that the caller sees; null = all
public record Caller(String name, Role role, @Nullable OrganizationId organization) {
    public boolean sees(OrganizationId other) {
        return organization == null || organization.equals(other);
    }
}
