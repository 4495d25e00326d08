package dev.mcm.bench.startup;

import dev.mcm.bench.ProcessFigures;
import dev.mcm.bench.Rounds;
import dev.mcm.local.stack.ServiceLauncher;
import dev.mcm.local.stack.ServiceProcess;
import dev.mcm.shared.time.Waiting;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Starts of one service in one way.
final class StartRounds {
    private static final Duration POLL = Duration.ofMillis(4);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final double NANOS_PER_MS = 1e6;

    private final ServiceProcess service;
    private final ServiceLauncher launcher;
    private final List<Double> ready = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();

    StartRounds(ServiceProcess service, ServiceLauncher launcher) {
        this.service = service;
        this.launcher = launcher;
    }

    /// Stops the service, starts it, and waits until it is ready.
    ///
    /// @param counts false for a round that only warms up
    void measure(boolean counts) throws InterruptedException {
        service.close();
        long begin = System.nanoTime();
        service.start(launcher);
        while (!isReady()) {
            if (System.nanoTime() - begin > LIMIT.toNanos() || !service.isAlive()) {
                throw new IllegalStateException(service.name() + " did not become ready");
            }
            Waiting.pause(POLL);
        }
        double millis = (System.nanoTime() - begin) / NANOS_PER_MS;
        double used = new ProcessFigures(service.pid()).cpuMs();
        if (counts) {
            ready.add(millis);
            cpu.add(used);
        }
    }

    private boolean isReady() {
        try {
            URL url = service.operations().resolve("/readyz").toURL();
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    Rounds ready() {
        return new Rounds(ready);
    }

    Rounds cpu() {
        return new Rounds(cpu);
    }
}
