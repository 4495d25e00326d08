package dev.mcm.scheduler.core;

/// How replicas stand on their plane.
enum Standing {
    /// On a lost plane.
    LOST,
    /// Where the deployment or its organisation no longer allows them, or of an instance type no
    /// longer listed.
    REFUSED,
    /// On a cordoned plane.
    CORDONED,
    /// On a live plane.
    SETTLED,
    /// On a plane that cannot be heard or reached now, or at whose address another cluster answers:
    /// touched only when they alone are more than wanted.
    HELD;

    /// Another place is looked for.
    boolean displaced() {
        return this == LOST || this == REFUSED;
    }

    /// On a plane that is heard, where they may be.
    boolean home() {
        return this == CORDONED || this == SETTLED;
    }
}
