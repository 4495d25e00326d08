package dev.mcm.it.planted.scheduler.adapter;

/// What [dev.mcm.it.planted.scheduler.loop.PlantedLoop] must not know.
public final class PlantedStore {
    private int last;

    public void write(int value) {
        last = value;
    }

    public int last() {
        return last;
    }
}
