package dev.mcm.lsm;

import dev.mcm.shared.service.ServiceRunner;

/// Runs LSM.
public final class LsmMain {
    private LsmMain() {}

    public static void main(String[] args) {
        ServiceRunner.run(LsmApp.SERVICE, args);
    }
}
