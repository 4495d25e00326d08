package dev.mcm.autoscaler.core;

/// What decided the scale. Names are stored in `scale_targets.reason`.
public enum Reason {
    /// A new or newly activated deployment starts with max(1, min_replica).
    INITIAL,
    /// No replica has been ready since the deployment began from zero: the last one stays until one
    /// is.
    STARTING,
    /// The average of in-flight requests asks for it.
    CONCURRENCY,
    /// The short window asks for much more than is ready; until it calms down the scale only grows.
    PANIC,
    /// Fewer are needed, but not yet for the whole delay.
    SCALE_DOWN_DELAY,
    /// Fewer were needed for the whole delay; the scale falls by the allowed share of the excess
    /// per delay.
    SCALE_DOWN_RATE,
    /// Requests wait for replicas that are loading: more are asked for by the queue only, or
    /// nothing was served yet to say what is needed.
    LOADING,
    /// Limited by min_replica.
    MIN_REPLICA,
    /// Limited by max_replica.
    MAX_REPLICA,
    /// No plane reports the deployment, or not for a whole window yet: nothing is taken away.
    HOLD_NO_METRICS,
    /// Replicas are kept for planes that have gone silent.
    HOLD_SILENT_PLANE,
    /// Not every plane has reported zero for the whole delay, so the last replica stays.
    HOLD_ZERO_UNPROVEN,
    /// No requests anywhere for the whole delay.
    SCALED_TO_ZERO,
    /// No replica became ready in time and no request waits: its place is given up until a request
    /// or a change by the caller.
    START_FAILED,
    /// Inactive or being deleted.
    INACTIVE
}
