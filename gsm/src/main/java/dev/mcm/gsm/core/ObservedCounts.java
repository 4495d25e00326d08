package dev.mcm.gsm.core;

/// Content of a row of `deployment_observed`.
///
/// @param specVersion highest version seen on the plane, of the workload or a pod
/// @param pods pods that count: neither terminating nor finished
/// @param bound of those, pods that have a node
/// @param ready of those, ready pods
/// @param readyUpdated of the ready ones, pods of `specVersion`
/// @param terminating pods that are on their way out, not counted above
/// @param reason of the worst pod that counts; empty when nothing is wrong
/// @param message beside that reason
public record ObservedCounts(
        long specVersion,
        int pods,
        int bound,
        int ready,
        int readyUpdated,
        int terminating,
        String reason,
        String message) {}
