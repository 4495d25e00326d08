package dev.mcm.it.planted.testkit;

/// What nothing deployed may use.
public final class PlantedFake {
    public int answer() {
        return 42;
    }
}
