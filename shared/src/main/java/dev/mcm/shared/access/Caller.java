package dev.mcm.shared.access;

import dev.mcm.shared.id.OrganizationId;
import java.util.Optional;

/// Who makes a call.
///
/// @param name for the audit trail
/// @param organization the only one that the caller sees; empty = all
public record Caller(String name, Role role, Optional<OrganizationId> organization) {
    public boolean sees(OrganizationId other) {
        return organization.map(own -> own.equals(other)).orElse(true);
    }
}
