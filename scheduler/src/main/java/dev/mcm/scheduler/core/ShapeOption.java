package dev.mcm.scheduler.core;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.plane.PodRevision;

/// One way to run a replica.
///
/// @param tolerations what replicas of this option tolerate beside what the whole deployment does
/// @param revision what their pods are made of
public record ShapeOption(
        InstanceTypeName instanceType,
        Shape shape,
        Tolerations tolerations,
        PodRevision revision) {}
