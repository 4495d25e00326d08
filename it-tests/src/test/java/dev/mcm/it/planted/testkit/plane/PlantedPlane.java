package dev.mcm.it.planted.testkit.plane;

/// What nobody may use who meets no plane.
public final class PlantedPlane {
    public int pods() {
        return 42;
    }
}
