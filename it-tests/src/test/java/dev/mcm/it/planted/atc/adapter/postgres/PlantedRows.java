package dev.mcm.it.planted.atc.adapter.postgres;

/// What an endpoint and a call must not know.
public final class PlantedRows {
    public int count() {
        return 1;
    }
}
