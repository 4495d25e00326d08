package dev.mcm.it.planted.atc.adapter.grpc;

import dev.mcm.it.planted.atc.adapter.postgres.PlantedRows;

/// Violates: endpoints only translate.
public final class ReadsRows {
    public int answer() {
        return new PlantedRows().count();
    }
}
