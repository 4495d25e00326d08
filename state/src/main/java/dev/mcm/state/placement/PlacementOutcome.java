package dev.mcm.state.placement;

/// What became of a deployment's desired scale, while nothing is pending for want of a plane.
public enum PlacementOutcome implements SummaryReason {
    /// All replicas are where they may be.
    PLACED,
    /// All replicas are placed, and some stay where a rule no longer allows them until another
    /// place is found.
    MISPLACED,
    /// All replicas have a place, and some of them are in another one too, where they wait for a
    /// node or fail: those stay until the new ones are ready.
    REPLACING,
    /// The replicas fail for reasons of their own wherever they were tried: they stay.
    FAILS_EVERYWHERE,
    /// None is wanted.
    ZERO_DESIRED,
    /// The deployment is switched off or being deleted.
    STOPPED,
    /// Replicas are wanted, and no plane is registered.
    NO_PLANES,
    /// Its spec cannot be read: everything stays as it is.
    SPEC_UNREADABLE
}
