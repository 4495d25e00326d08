package dev.mcm.autoscaler.core;

/// The desired scale as stored.
///
/// @param reason name of its [Reason], also one of another version of this program
public record StoredTarget(int desired, String reason, long decidedAt) {}
