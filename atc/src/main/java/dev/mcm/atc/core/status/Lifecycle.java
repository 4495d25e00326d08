package dev.mcm.atc.core.status;

/// What the caller wants of a deployment as a whole.
public enum Lifecycle {
    ACTIVE,
    INACTIVE,
    DELETING
}
