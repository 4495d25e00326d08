package dev.mcm.scheduler.core;

/// Where replicas of a deployment are counted: a plane and an instance type.
record Cell(String planeId, String instanceType) implements Comparable<Cell> {
    @Override
    public int compareTo(Cell other) {
        int order = planeId.compareTo(other.planeId);
        return order != 0 ? order : instanceType.compareTo(other.instanceType);
    }
}
