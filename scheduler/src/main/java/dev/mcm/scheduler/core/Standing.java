package dev.mcm.scheduler.core;

/// How replicas stand on their plane.
enum Standing {
    /// On a lost plane.
    LOST,
    /// Where the deployment or its organisation no longer allows them.
    REFUSED,
    /// On a plane that is being drained.
    DRAINING,
    /// Of another revision than the deployment's own, or of an instance type no longer listed.
    OUTDATED,
    /// On a cordoned plane.
    CORDONED,
    /// On a live plane.
    SETTLED,
    /// On a plane that cannot be heard or reached now, or at whose address another cluster answers:
    /// touched only when they alone are more than wanted.
    HELD;

    /// Others are looked for in their stead.
    boolean displaced() {
        return this == LOST || predecessor();
    }

    /// They serve until others have taken over.
    boolean predecessor() {
        return this == REFUSED || this == DRAINING || this == OUTDATED;
    }

    /// On a plane that is heard.
    boolean heard() {
        return home() || predecessor();
    }

    /// On a plane that is heard, as and where they should be.
    boolean home() {
        return this == CORDONED || this == SETTLED;
    }
}
