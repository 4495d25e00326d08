package dev.mcm.it.planted.scheduler.loop;

import dev.mcm.it.planted.scheduler.adapter.PlantedStore;
import dev.mcm.it.planted.scheduler.core.LoggingPolicy;

/// Violates: loops use ports only.
public final class PlantedLoop {
    private final PlantedStore store = new PlantedStore();

    public void tick() {
        store.write(new LoggingPolicy().decide(1));
    }
}
