package dev.mcm.scheduler.core;

/// One way to run a replica: a shape under the name of its instance type.
public record ShapeOption(String instanceType, Shape shape) {}
