package dev.mcm.scheduler.core;

/// One way to run a replica.
///
/// @param tolerations what replicas of this option tolerate beside what the whole deployment does
public record ShapeOption(String instanceType, Shape shape, Tolerations tolerations) {
    public ShapeOption(String instanceType, Shape shape) {
        this(instanceType, shape, Tolerations.NONE);
    }
}
