package dev.mcm.shared.access;

import java.util.Locale;

/// Who a caller is to MCM. What each may call is the service's table of [Access].
public enum Role {
    /// Reads.
    VIEWER("Reads."),
    /// Changes models and deployments.
    DEVELOPER("Changes models and deployments."),
    /// Changes planes and instance types; a developer besides.
    OPERATOR("Changes planes and instance types; a developer besides."),
    /// Changes organisations and all that is inside them; no planes.
    TENANT_ADMIN("Changes organisations and all that is inside them; no planes."),
    /// Everything.
    ADMIN("Everything.");

    private final String meaning;

    Role(String meaning) {
        this.meaning = meaning;
    }

    /// One sentence for the reference page.
    public String meaning() {
        return meaning;
    }

    /// @throws IllegalArgumentException unless `name` is the label of a role
    public static Role parse(String name) {
        for (Role role : values()) {
            if (role.label().equals(name)) {
                return role;
            }
        }
        throw new IllegalArgumentException(
                "role: '"
                        + name
                        + "' (expected: viewer, developer, operator, tenant-admin or admin)");
    }

    /// Lower-case name with hyphens.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
