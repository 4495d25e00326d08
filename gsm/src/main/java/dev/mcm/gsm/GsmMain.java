package dev.mcm.gsm;

import dev.mcm.shared.service.ServiceRunner;

/// Runs GSM.
public final class GsmMain {
    private GsmMain() {}

    public static void main(String[] args) {
        ServiceRunner.run(GsmApp.SERVICE, args);
    }
}
