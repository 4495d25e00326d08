package dev.mcm.autoscaler.core;

/// A decision with its reason and the state for the next one.
///
/// @param message one sentence with the numbers behind the reason
public record ScaleDecision(int desired, Reason reason, String message, ScaleState state) {}
