package dev.mcm.it.planted.scheduler;

import dev.mcm.it.planted.testkit.plane.PlantedPlane;

/// Violates: only those who meet a plane know it.
public final class UsesSimplane {
    public int pods() {
        return new PlantedPlane().pods();
    }
}
