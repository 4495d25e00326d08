package dev.mcm.scheduler.core;

import dev.mcm.shared.id.InstanceTypeName;

/// One way to run a replica.
///
/// @param tolerations what replicas of this option tolerate beside what the whole deployment does
public record ShapeOption(InstanceTypeName instanceType, Shape shape, Tolerations tolerations) {
    public ShapeOption(InstanceTypeName instanceType, Shape shape) {
        this(instanceType, shape, Tolerations.NONE);
    }
}
