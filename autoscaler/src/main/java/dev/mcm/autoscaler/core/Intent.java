package dev.mcm.autoscaler.core;

import dev.mcm.state.deployment.Autoscaling;

/// What the caller wants of a deployment.
///
/// @param active false = inactive or being deleted
/// @param changedAt second of the caller's last change
/// @param progressDeadlineSeconds how long a replica that has a node may take to become ready
public record Intent(
        Autoscaling settings, boolean active, long changedAt, int progressDeadlineSeconds) {}
