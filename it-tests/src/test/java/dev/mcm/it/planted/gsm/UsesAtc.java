package dev.mcm.it.planted.gsm;

import dev.mcm.it.planted.atc.UsesGsm;

/// Violates: services do not know each other; modules are free of cycles.
public final class UsesAtc {
    public String call(UsesGsm other) {
        return other.toString();
    }
}
