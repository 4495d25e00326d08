package dev.mcm.shared.service;

import dev.mcm.shared.config.ConfigEntry;
import dev.mcm.shared.config.ConfigPage;
import dev.mcm.shared.config.ConfigReader;
import dev.mcm.shared.http.OperationsServer;
import dev.mcm.shared.lifecycle.HealthChecks;
import dev.mcm.shared.lifecycle.Lifecycle;
import dev.mcm.shared.metrics.Metrics;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A service that has been started. Several may live in one process.
public final class RunningService implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunningService.class);

    private enum Phase {
        STARTING,
        WORKING,
        STOPPING
    }

    private record Settings<C>(ServiceSettings service, C own, List<ConfigEntry> entries) {}

    /// Puts a service together from its platform.
    private interface Assembling {
        void assemble(Platform platform) throws Exception;
    }

    private final String name;
    private final TimeSource time;
    private final Duration quietPeriod;
    private final Assembling assembling;
    private final Metrics metrics;
    private final HealthChecks checks = new HealthChecks();
    private final Lifecycle lifecycle = new Lifecycle();
    private final OperationsServer operations;
    private volatile Phase phase = Phase.STARTING;

    private RunningService(
            String name, ServiceSettings settings, TimeSource time, Assembling assembling) {
        this.name = name;
        this.time = time;
        this.quietPeriod = settings.quietPeriod();
        this.assembling = assembling;
        this.metrics = lifecycle.own("meters", new Metrics(name));
        this.operations = new OperationsServer(settings.http(), checks, metrics);
        lifecycle.own("operations port", operations::stop);
        checks.ready("service", this::whyNotReady);
    }

    /// Reads the configuration, opens the operations port, assembles the service and starts its
    /// parts.
    ///
    /// @throws dev.mcm.shared.config.ConfigException when the configuration cannot be used
    /// @throws Exception when a part does not start; everything has been stopped again then
    public static <C> RunningService start(
            Service<C> service, Map<String, String> env, TimeSource time) throws Exception {
        RunningService prepared = prepare(service, env, time);
        prepared.begin();
        return prepared;
    }

    /// Reads the configuration only; [#begin()] does the rest.
    static <C> RunningService prepare(
            Service<C> service, Map<String, String> env, TimeSource time) {
        Settings<C> settings = read(service, env);
        log.atInfo()
                .addKeyValue("service", service.name())
                .log("configuration\n{}", ConfigPage.effective(settings.entries()));
        return new RunningService(
                service.name(),
                settings.service(),
                time,
                platform -> service.assembly().assemble(settings.own(), platform));
    }

    /// Opens the operations port, assembles the service and starts its parts. Called once; may be
    /// interrupted by [#stop()] from another thread.
    void begin() throws Exception {
        long start = time.nanoTime();
        try {
            operations.start();
            assembling.assemble(new Platform(time, metrics.registry(), lifecycle, checks));
            lifecycle.start();
        } catch (Exception e) {
            phase = Phase.STOPPING;
            stopAfter(e);
            throw e;
        }
        if (phase == Phase.STARTING) {
            phase = Phase.WORKING;
            log.atInfo()
                    .addKeyValue("service", name)
                    .addKeyValue("port", operationsPort())
                    .addKeyValue("millis", time.since(start).toMillis())
                    .log("started");
        }
    }

    /// The port of `/livez`, `/readyz` and `/metrics`.
    public int operationsPort() {
        return operations.port();
    }

    /// Whether all parts have started and all readiness checks hold.
    public boolean isReady() {
        return checks.notReady().isEmpty();
    }

    boolean isWorking() {
        return phase == Phase.WORKING;
    }

    /// Says "not ready", waits for the quiet period, and stops all parts in reverse order. Later
    /// calls return at once.
    public synchronized void stop() throws Exception {
        boolean serving = phase == Phase.WORKING;
        phase = Phase.STOPPING;
        if (serving) {
            log.atInfo().addKeyValue("service", name).log("stopping");
            time.sleep(quietPeriod);
        }
        lifecycle.stop();
    }

    /// [#stop()] for try-with-resources.
    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("service " + name + " did not stop cleanly", e);
        }
    }

    private void stopAfter(Exception failure) {
        try {
            lifecycle.stop();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    private Optional<String> whyNotReady() {
        return switch (phase) {
            case STARTING -> Optional.of("starting");
            case WORKING -> Optional.empty();
            case STOPPING -> Optional.of("stopping");
        };
    }

    private static <C> Settings<C> read(Service<C> service, Map<String, String> env) {
        ConfigReader reader = ConfigReader.forService(service.name(), env);
        return reader.read(in ->
                new Settings<>(ServiceSettings.read(in), service.config().apply(in), in.entries()));
    }
}
