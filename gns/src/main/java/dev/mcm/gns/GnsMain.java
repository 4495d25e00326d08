package dev.mcm.gns;

import dev.mcm.shared.service.ServiceRunner;

/// Starts GNS.
public final class GnsMain {
    private GnsMain() {}

    public static void main(String[] args) {
        ServiceRunner.run(GnsApp.SERVICE, args);
    }
}
