package dev.mcm.shared.grpc;

import java.util.Locale;

/// What a caller may do. Each role includes those before it.
public enum Role {
    /// Reads.
    VIEWER,
    /// Changes models and deployments.
    DEVELOPER,
    /// Changes planes, freezes and brakes.
    OPERATOR,
    /// Changes organisations and their quotas.
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /// @throws IllegalArgumentException unless `name` is a role in lower case
    static Role parse(String name) {
        for (Role role : values()) {
            if (role.label().equals(name)) {
                return role;
            }
        }
        throw new IllegalArgumentException(
                "role: '" + name + "' (expected: viewer, developer, operator or admin)");
    }

    /// Lower-case name.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
