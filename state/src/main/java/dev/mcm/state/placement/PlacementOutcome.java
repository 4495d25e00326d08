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
    /// Others take over from replicas of an earlier revision, or that may not stay where they are:
    /// those stay until the others are ready.
    HANDING_OVER,
    /// The same where no room is left for one more: one goes before the one that takes over comes.
    HANDING_OVER_ONE_BY_ONE,
    /// The same, and it waits until there is room, as its rollout setting says.
    HANDOVER_WAITS,
    /// Replicas of the new revision were never ready anywhere: no more of the earlier ones go.
    HANDOVER_STALLED,
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
