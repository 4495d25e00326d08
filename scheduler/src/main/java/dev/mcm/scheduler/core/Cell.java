package dev.mcm.scheduler.core;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import java.util.Comparator;

/// Where replicas of a deployment are counted: a plane, an instance type and a revision.
record Cell(PlaneId planeId, InstanceTypeName instanceType, PodRevision revision)
        implements Comparable<Cell> {
    private static final Comparator<Cell> ORDER =
            Comparator.comparing(Cell::planeId)
                    .thenComparing(Cell::instanceType)
                    .thenComparing(cell -> cell.revision.value());

    /// Where replicas of an option are counted.
    static Cell of(FleetPlane plane, ShapeOption option) {
        return new Cell(plane.id(), option.instanceType(), option.revision());
    }

    @Override
    public int compareTo(Cell other) {
        return ORDER.compare(this, other);
    }
}
