package dev.mcm.bench.scheduler;

import dev.mcm.bench.ProcessFigures;
import dev.mcm.bench.Settings;
import dev.mcm.shared.config.PostgresConfig;
import dev.mcm.testkit.net.FreePorts;
import dev.mcm.testkit.postgres.MigratedDatabases;
import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.JavaCommand;
import dev.mcm.testkit.process.NativeCommand;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A Scheduler as its image runs it, in a process of its own: serial collector, both compilers. Its
/// settings are the defaults but for the patience with witnesses, who do not look here; its lease
/// is as the run's settings say.
final class SchedulerProcess implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(3);
    private static final Duration JCMD = Duration.ofMinutes(1);
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double MS = 1_000;

    private final ChildProcess process;
    private final URI operations;

    /// Starts it; it may not be ready yet.
    SchedulerProcess(MigratedDatabases databases, String kafka, Settings settings) {
        int port = FreePorts.one();
        this.operations = URI.create("http://127.0.0.1:" + port);
        PostgresConfig control = databases.control("mcm_scheduler");
        this.process =
                JavaCommand.of("dev.mcm.scheduler.SchedulerMain")
                        .maxHeapMb(settings.count("heap-mib"))
                        .jvmFlags(
                                "-XX:TieredStopAtLevel=4",
                                "-Dlogback.configurationFile=logback.xml")
                        .environment(
                                Map.of(
                                        "MCM_SCHEDULER_POSTGRES_URL",
                                        control.url(),
                                        "MCM_SCHEDULER_POSTGRES_USER",
                                        control.user(),
                                        "MCM_SCHEDULER_POSTGRES_PASSWORD",
                                        control.password().reveal(),
                                        "MCM_SCHEDULER_KAFKA_BOOTSTRAP_SERVERS",
                                        kafka,
                                        "MCM_SCHEDULER_HTTP_HOST",
                                        "127.0.0.1",
                                        "MCM_SCHEDULER_HTTP_PORT",
                                        Integer.toString(port),
                                        "MCM_SCHEDULER_WITNESS_PATIENCE",
                                        "1h",
                                        "MCM_SCHEDULER_LEASE_TTL",
                                        settings.text("lease-s") + "s"))
                        .start();
    }

    SchedulerProcess awaitReady() {
        process.awaitHttp(operations.resolve("/readyz"), READY);
        return this;
    }

    /// Why it is no longer there; empty while it is.
    Optional<String> failure() {
        return process.isAlive()
                ? Optional.empty()
                : Optional.of("the Scheduler has ended:\n" + process.logTail());
    }

    void killHard() {
        process.killHard();
    }

    double cpuMs() {
        return new ProcessFigures(process.pid()).cpuMs();
    }

    /// Heap in use after a full collection.
    double heapMib() throws IOException {
        jcmd("GC.run");
        return meter("jvm_memory_used_bytes", "area=\"heap\"") / BYTES_PER_MIB;
    }

    /// What the rounds have spent so far.
    Spending spending() throws IOException {
        return new Spending(
                meter("mcm_scheduler_read_seconds_count", ""),
                meter("mcm_scheduler_read_seconds_sum", "") * MS,
                meter("mcm_scheduler_decide_seconds_sum", "") * MS,
                meter("mcm_scheduler_write_seconds_sum", "") * MS);
    }

    /// Rounds and their parts by the Scheduler's own meters; zeros where it has no such meter.
    record Spending(double count, double readMs, double decideMs, double writeMs) {
        String since(Spending before) {
            double rounds = Math.max(1, count - before.count);
            return "%.0f rounds, each: reading %.0f ms, deciding %.0f ms, writing %.0f ms"
                    .formatted(
                            count - before.count,
                            (readMs - before.readMs) / rounds,
                            (decideMs - before.decideMs) / rounds,
                            (writeMs - before.writeMs) / rounds);
        }
    }

    void startRecording() throws IOException {
        jcmd("JFR.start", "name=bench", "settings=profile");
    }

    void stopRecording(Path file) throws IOException {
        jcmd("JFR.stop", "name=bench", "filename=" + file);
    }

    /// Sum over the series of a meter.
    private double meter(String name, String label) throws IOException {
        try (InputStream answer = operations.resolve("/metrics").toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .filter(line -> line.contains(label))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }
    }

    private void jcmd(String... words) throws IOException {
        Path log = Files.createTempFile("mcm-bench-", ".log");
        List<String> arguments = new ArrayList<>();
        arguments.add(Long.toString(process.pid()));
        arguments.addAll(List.of(words));
        ChildProcess jcmd =
                NativeCommand.of(Path.of(System.getProperty("java.home"), "bin", "jcmd"))
                        .arguments(arguments)
                        .start(log);
        jcmd.awaitEnd(JCMD);
        int code = jcmd.exitCode().join();
        if (code != 0) {
            throw new IllegalStateException("jcmd ended with " + code + ":\n" + jcmd.logTail());
        }
        Files.delete(log);
    }

    @Override
    public void close() {
        process.close();
    }
}
