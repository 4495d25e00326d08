package dev.mcm.scheduler.core;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import java.util.Comparator;

/// Pods placed on a plane that the plane has not bound yet. Natural order: largest shape first,
/// then by deployment.
record Reservation(
        DeploymentId deploymentId, PlaneId planeId, Shape shape, Tolerations tolerations, int pods)
        implements Comparable<Reservation> {
    private static final Comparator<Reservation> LARGEST_FIRST =
            Comparator.<Reservation>comparingInt(reservation ->
                            reservation.shape.gpuCount() * reservation.shape.gpuMilli())
                    .thenComparingLong(reservation -> reservation.shape.cpuMilli())
                    .thenComparingLong(reservation -> reservation.shape.memoryMib())
                    .reversed()
                    .thenComparing(Reservation::deploymentId)
                    .thenComparing(Reservation::planeId)
                    .thenComparing(reservation -> reservation.shape.gpuType());

    @Override
    public int compareTo(Reservation other) {
        return LARGEST_FIRST.compare(this, other);
    }
}
