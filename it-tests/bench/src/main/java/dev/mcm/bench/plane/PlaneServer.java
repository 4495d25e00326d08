package dev.mcm.bench.plane;

import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.JavaCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A simulated plane in a JVM of its own.
final class PlaneServer implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final Path log;
    private final ApiTarget target;
    private final ApiTarget control;

    private PlaneServer(ChildProcess process, Path log) throws IOException {
        this.process = process;
        this.log = log;
        String[] words =
                Files.readAllLines(log).stream()
                        .filter(line -> line.startsWith(PlaneServerMain.READY))
                        .findFirst()
                        .orElseThrow()
                        .substring(PlaneServerMain.READY.length() + 1)
                        .split(" ", -1);
        target = ApiTarget.plain("simulated", URI.create(words[0]));
        control = ApiTarget.plain("control", URI.create("http://127.0.0.1:" + words[1]));
    }

    /// @param heapMib the most heap the server may use
    static PlaneServer start(int nodes, int heapMib) throws IOException {
        Path log = Files.createTempFile("bench-plane-", ".log");
        ChildProcess process =
                JavaCommand.of(PlaneServerMain.class)
                        .maxHeapMb(heapMib)
                        .jvmFlags(
                                "-XX:TieredStopAtLevel=4",
                                "-Dlogback.configurationFile=dev/mcm/bench/logback-bench.xml")
                        .arguments(Integer.toString(nodes))
                        .log(log)
                        .start();
        try {
            process.awaitLog(PlaneServerMain.READY, READY);
            return new PlaneServer(process, log);
        } catch (IOException | RuntimeException | AssertionError failure) {
            process.killHard();
            throw failure;
        }
    }

    ApiTarget target() {
        return target;
    }

    /// Heap in use after garbage collection, in MiB.
    double usedHeapMib() throws IOException {
        return figure("/heap") / (1024.0 * 1024.0);
    }

    /// Processor time that the server has used, in seconds.
    double cpuSeconds() throws IOException {
        return figure("/cpu") / 1e9;
    }

    private long figure(String path) throws IOException {
        try (HttpConnection connection = new HttpConnection(control)) {
            return Long.parseLong(connection.send("GET", path, "", new byte[0]).head());
        }
    }

    @Override
    public void close() throws IOException {
        process.stop();
        Files.deleteIfExists(log);
    }
}
