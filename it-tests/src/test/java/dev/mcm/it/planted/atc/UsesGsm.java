package dev.mcm.it.planted.atc;

import dev.mcm.it.planted.gsm.UsesAtc;

/// Violates: services do not know each other; modules are free of cycles.
public final class UsesGsm {
    public String call(UsesAtc other) {
        return other.toString();
    }
}
