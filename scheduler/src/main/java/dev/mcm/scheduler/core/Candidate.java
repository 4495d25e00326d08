package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import java.util.Comparator;

/// A plane that could take replicas of one instance type of one deployment: what its order depends
/// on, kept up to date as it takes them. Mutable, used by one thread.
final class Candidate {
    /// Preferred first, then the one with most room, then by id.
    static final Comparator<Candidate> BEST_FIRST =
            Comparator.<Candidate>comparingInt(candidate -> candidate.preference)
                    .thenComparingInt(candidate -> -candidate.fits)
                    .thenComparing(candidate -> candidate.plane.id());

    /// The same, but first those that hold nothing of the deployment yet.
    static final Comparator<Candidate> NEW_FIRST =
            Comparator.<Candidate>comparingInt(candidate -> Math.min(1, candidate.held))
                    .thenComparing(BEST_FIRST);

    private final FleetPlane plane;
    private final String organization;
    private final Footprint footprint;
    private final int preference;
    private int held;
    private int fits;

    /// @param organization whose replicas they are
    /// @param held replicas of the deployment that stay on the plane
    Candidate(
            FleetPlane plane, String organization, Footprint footprint, int preference, int held) {
        this.plane = plane;
        this.organization = organization;
        this.footprint = footprint;
        this.preference = preference;
        this.held = held;
        this.fits = plane.fits(organization, footprint);
    }

    PlaneId planeId() {
        return plane.id();
    }

    Cell cell(ShapeOption option) {
        return Cell.of(plane, option);
    }

    int held() {
        return held;
    }

    boolean open(int mostOnOnePlane) {
        return fits > 0 && held < mostOnOnePlane;
    }

    /// Takes one replica out of the plane's capacity and quotas.
    boolean take() {
        boolean taken = plane.take(organization, footprint);
        held += taken ? 1 : 0;
        fits = plane.fits(organization, footprint);
        return taken;
    }
}
