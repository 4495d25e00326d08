package dev.mcm.atc;

import dev.mcm.shared.service.ServiceRunner;

/// Runs ATC.
public final class AtcMain {
    private AtcMain() {}

    public static void main(String[] args) {
        ServiceRunner.run(AtcApp.SERVICE, args);
    }
}
