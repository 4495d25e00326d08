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
    /// The plane or instance type is no longer allowed and its replicas have found another place.
    MOVED_BY_RULES,
    /// Replicas have waited for a node or failed for too long and others are ready elsewhere, or
    /// what was tried here instead of them fares no better.
    MOVED_OVERDUE,
    /// What they stood in for runs again.
    SPARE_ENDED,
    /// Same replicas, new version of the deployment.
    NEW_VERSION
}
