package dev.mcm.autoscaler.core;

/// What the caller wants of a deployment.
///
/// @param active false = inactive or being deleted
/// @param changedAt second of the caller's last change
public record Intent(ScalingSettings settings, boolean active, long changedAt) {}
