package dev.mcm.it.planted.scheduler.core;

import dev.mcm.it.planted.scheduler.loop.PlantedLoop;

/// Violates: rooms point towards the core; rooms are free of cycles; core classes are final.
public class CallsItsLoop {
    public void decide(PlantedLoop loop) {
        loop.tick();
    }
}
