package dev.mcm.autoscaler;

import dev.mcm.shared.service.ServiceRunner;

/// Starts the Autoscaler.
public final class AutoscalerMain {
    private AutoscalerMain() {}

    public static void main(String[] args) {
        ServiceRunner.run(AutoscalerApp.SERVICE, args);
    }
}
