package dev.mcm.testkit.process;

import dev.mcm.shared.time.Waiting;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// A running child process, made by [JavaCommand] or [NativeCommand]. It ends when this JVM ends,
/// however that happens. Thread-safe.
public final class ChildProcess implements AutoCloseable {
    private static final Duration ORDERLY_STOP = Duration.ofSeconds(15);
    private static final Duration HARD_STOP = Duration.ofSeconds(10);
    private static final int TAIL_LINES = 40;
    private static final int PROBE_TIMEOUT_MS = 1_000;

    private final String name;
    private final Process process;
    private final Path log;

    ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path log() {
        return log;
    }

    /// Completes with the exit code when the process ends.
    public CompletableFuture<Integer> exitCode() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /// Waits until a GET of `url` answers 200.
    ///
    /// @throws AssertionError when it does not within `limit`, or at once when the process ends;
    ///   with the end of its log
    public void awaitHttp(URI url, Duration limit) {
        awaitReady("HTTP 200 from " + url, limit, () -> answersOk(url));
    }

    /// Waits until the log has a line that contains `text`, under the rules of [#awaitHttp].
    public void awaitLog(String text, Duration limit) {
        awaitReady("log line with '" + text + "'", limit, () -> LogTail.contains(log, text));
    }

    /// Waits until `ready` holds, under the rules of [#awaitHttp].
    ///
    /// @param what what is waited for, for the message of the failure
    public void awaitReady(String what, Duration limit, BooleanSupplier ready) {
        AtomicBoolean held = new AtomicBoolean();
        Waiting.holdsWithin(limit, () -> heldOrEnded(ready, held));
        if (!held.get()) {
            String state = process.isAlive() ? "is running" : "exited with " + process.exitValue();
            throw new AssertionError(
                    "no %s from %s (pid %d, %s) in %d ms; end of %s:%n%s"
                            .formatted(what, name, pid(), state, limit.toMillis(), log, logTail()));
        }
    }

    private boolean heldOrEnded(BooleanSupplier ready, AtomicBoolean held) {
        held.set(ready.getAsBoolean());
        return held.get() || !process.isAlive();
    }

    private static boolean answersOk(URI url) {
        try {
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setConnectTimeout(PROBE_TIMEOUT_MS);
            connection.setReadTimeout(PROBE_TIMEOUT_MS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    /// The last lines of the log.
    public String logTail() {
        return LogTail.last(log, TAIL_LINES);
    }

    /// SIGTERM; SIGKILL when the process has not ended after 15 s. Returns when it has ended.
    public void stop() {
        stop(ORDERLY_STOP);
    }

    /// As [#stop()], with another patience.
    public void stop(Duration patience) {
        // Not Process.destroy(), which also closes the pipe that tells a guard that we are gone.
        process.toHandle().destroy();
        if (!endsWithin(patience)) {
            killHard();
        }
    }

    /// SIGKILL: no shutdown hook runs. Returns when the process has ended.
    public void killHard() {
        process.destroyForcibly();
        if (!endsWithin(HARD_STOP)) {
            throw new IllegalStateException(
                    name + " (pid " + pid() + ") survived SIGKILL for " + HARD_STOP);
        }
    }

    /// SIGSTOP: the process keeps its connections and does nothing, as in a long garbage collection
    /// or a frozen machine.
    public void pause() {
        Signals.stop(pid());
    }

    /// SIGCONT, after [#pause].
    public void resume() {
        Signals.send(pid(), "CONT");
    }

    /// Waits until the process ends by itself.
    ///
    /// @throws AssertionError with the end of its log when it does not within `limit`
    public void awaitEnd(Duration limit) {
        if (!endsWithin(limit)) {
            throw new AssertionError(
                    "%s (pid %d) still runs after %d ms; end of %s:%n%s"
                            .formatted(name, pid(), limit.toMillis(), log, logTail()));
        }
    }

    private boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while stopping " + name, e);
        }
    }

    /// As [#stop].
    @Override
    public void close() {
        stop();
    }
}
