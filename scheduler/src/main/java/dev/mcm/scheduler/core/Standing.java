package dev.mcm.scheduler.core;

/// How replicas stand on their plane, in the order in which a smaller scale takes them away.
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
    /// touched only when nothing else is left to take.
    HELD;

    /// Another place is looked for; the replicas stay until it is found.
    boolean displaced() {
        return this == LOST || this == REFUSED;
    }
}
