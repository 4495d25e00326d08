package dev.mcm.it.planted.gsm;

import dev.mcm.it.planted.testkit.PlantedFake;

/// Violates: nothing deployed depends on test code.
public final class UsesTestkit {
    public int answer() {
        return new PlantedFake().answer();
    }
}
