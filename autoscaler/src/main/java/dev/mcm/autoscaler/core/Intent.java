package dev.mcm.autoscaler.core;

import dev.mcm.state.deployment.Autoscaling;

/// What the caller wants of a deployment.
///
/// @param active false = inactive or being deleted
/// @param changedAt second of the caller's last change
public record Intent(Autoscaling settings, boolean active, long changedAt) {}
