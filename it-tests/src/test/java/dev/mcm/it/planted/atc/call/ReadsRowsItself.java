package dev.mcm.it.planted.atc.call;

import dev.mcm.it.planted.atc.adapter.postgres.PlantedRows;

/// Violates: calls use ports only.
public final class ReadsRowsItself {
    public int run() {
        return new PlantedRows().count();
    }
}
