package dev.mcm.state.deployment;

/// What a deployment's owner wants of it.
public enum DeploymentLifecycle {
    /// It runs, as far as it is scaled above zero.
    ACTIVE,
    /// Switched off; keeps its settings.
    INACTIVE,
    /// On its way out: the row goes when nothing of it is left on any plane.
    DELETING
}
