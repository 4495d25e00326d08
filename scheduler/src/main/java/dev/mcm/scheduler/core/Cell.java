package dev.mcm.scheduler.core;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;

/// Where replicas of a deployment are counted: a plane and an instance type.
record Cell(PlaneId planeId, InstanceTypeName instanceType) implements Comparable<Cell> {
    @Override
    public int compareTo(Cell other) {
        int order = planeId.compareTo(other.planeId);
        return order != 0 ? order : instanceType.compareTo(other.instanceType);
    }
}
