package dev.mcm.scheduler.core;

/// Why a placement changed. Names are stored in `placements.reason`.
public enum PlacementReason {
    /// More replicas here.
    PLACED,
    /// Fewer replicas are wanted.
    SCALED_DOWN,
    /// The deployment is inactive or being deleted.
    STOPPED,
    /// The plane is lost and its replicas have found another place.
    MOVED_FROM_LOST_PLANE,
    /// The plane is no longer allowed and others have taken over.
    MOVED_BY_RULES,
    /// The plane is being drained and others have taken over, or its deadline has passed.
    DRAINED,
    /// Replicas of another revision have taken over, or are to.
    HANDED_OVER,
    /// Replicas have waited for a node or failed for too long and others are ready elsewhere, or
    /// what was tried here instead of them fares no better.
    MOVED_OVERDUE,
    /// What they stood in for runs again.
    SPARE_ENDED,
    /// Same replicas: the new version of the deployment changes nothing of their pods.
    NEW_VERSION
}
