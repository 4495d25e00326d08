package dev.mcm.autoscaler.core;

/// A desired scale that is to be written.
public record TargetChange(String deploymentId, int desired, Reason reason, String message) {}
