package dev.mcm.testkit.postgres;

import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.process.LogTail;
import dev.mcm.testkit.process.ProcessGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One run of the server, under the guard that ends it when this JVM dies.
final class ServerProcess {
    /// Crash recovery of a big kept directory takes the longest.
    private static final Duration READY = Duration.ofSeconds(60);

    private static final Duration STOP = Duration.ofSeconds(20);
    private static final int STATUS_LINE = 7;

    /// The signals are those of Postgres: INT disconnects clients, QUIT leaves out the checkpoint.
    private static final String FAST_SHUTDOWN = "INT QUIT KILL";

    private static final String IMMEDIATE_SHUTDOWN = "QUIT KILL";

    private final Process process;
    private final Path data;
    private final Path log;

    private ServerProcess(Process process, Path data, Path log) {
        this.process = process;
        this.data = data;
        this.log = log;
        ProcessGuard.watch(process);
    }

    static ServerProcess start(
            PostgresBinaries binaries, ServerAccount account, Path data, Path log) {
        List<String> server =
                account.command(List.of(binaries.postgres().toString(), "-D", data.toString()));
        try {
            Process process =
                    new ProcessBuilder(ProcessGuard.command(FAST_SHUTDOWN, server))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            return new ServerProcess(process, data, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the server in " + data, e);
        }
    }

    /// Returns when the server accepts connections.
    void awaitReady() {
        boolean decided = Waiting.holdsWithin(READY, () -> isReady() || !process.isAlive());
        if (!decided || !process.isAlive()) {
            killHard();
            throw new IllegalStateException(
                    "the Postgres server in "
                            + data
                            + " did not become ready; end of its log:\n"
                            + LogTail.last(log, 25));
        }
    }

    /// As `pg_ctl` finds out: the server writes its state into the pid file.
    private boolean isReady() {
        try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
            List<String> all = lines.toList();
            return all.size() > STATUS_LINE
                    && all.getFirst().strip().equals(Long.toString(process.pid()))
                    && all.get(STATUS_LINE).strip().equals("ready");
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Fast shutdown (clients are disconnected, a checkpoint is written); the guard gets harder
    /// when that takes too long.
    void stop() {
        ProcessGuard.end(process, FAST_SHUTDOWN);
        await(STOP);
    }

    /// Immediate shutdown: no checkpoint, the next start recovers as from a crash; unlike a kill it
    /// frees shared memory.
    void quit() {
        ProcessGuard.end(process, IMMEDIATE_SHUTDOWN);
        await(STOP);
    }

    /// SIGKILL to the server and all its processes at once, as when the machine loses power (its
    /// caches survive).
    void killHard() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        await(STOP);
        Waiting.until(
                "end of the server's processes",
                STOP,
                () -> family.stream().noneMatch(ProcessHandle::isAlive));
    }

    private void await(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "the Postgres server " + pid() + " is still running after " + limit);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while stopping the Postgres server", e);
        }
    }
}
