package dev.mcm.atc.port;

/// The loop's counts over all deployments.
///
/// @param desired replicas that the Autoscaler wants
/// @param placed replicas that the Scheduler has placed
/// @param ready on planes that are not lost
/// @param pending wanted and not placed
/// @param pushesBehind deployments on a plane whose newest placement is not applied there
/// @param failingPushes whose last attempt failed
public record LoopTotals(
        long deployments,
        long desired,
        long placed,
        long ready,
        long pending,
        long pushesBehind,
        long failingPushes) {}
