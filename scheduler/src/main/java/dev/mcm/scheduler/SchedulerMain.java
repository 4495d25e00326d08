package dev.mcm.scheduler;

import dev.mcm.shared.service.ServiceRunner;

/// Starts the Scheduler.
public final class SchedulerMain {
    private SchedulerMain() {}

    public static void main(String[] args) {
        ServiceRunner.run(SchedulerApp.SERVICE, args);
    }
}
