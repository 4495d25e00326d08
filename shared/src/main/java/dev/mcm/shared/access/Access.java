package dev.mcm.shared.access;

import java.util.EnumSet;
import java.util.Set;

/// Who may call a method.
///
/// @param roles all that may
public record Access(Set<Role> roles, Scope scope) {
    /// Of which callers.
    public enum Scope {
        /// Callers of one organisation too: the method shows and changes only what is theirs.
        OWN,
        /// Only callers of all organisations: the method is about what they share, or about what an
        /// organisation may not decide about itself.
        ALL
    }

    public Access {
        roles = Set.copyOf(roles);
    }

    public static Access of(Scope scope, Role first, Role... more) {
        return new Access(EnumSet.of(first, more), scope);
    }

    public boolean allows(Caller caller) {
        return roles.contains(caller.role())
                && (scope == Scope.OWN || caller.organization() == null);
    }
}
