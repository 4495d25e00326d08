package dev.mcm.testkit.process;

import dev.mcm.shared.time.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// POSIX signals, and what became of them, as far as the JDK has no method for it.
public final class Signals {
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);

    private Signals() {}

    /// @param signal without the prefix, for example `INT`
    /// @throws IllegalStateException when there is no such process or it may not be signalled
    public static void send(long pid, String signal) {
        try {
            Process kill =
                    new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("cannot send SIG" + signal + " to process " + pid);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signalling process " + pid, e);
        }
    }

    /// SIGSTOP, and returns when the process has stopped: the kernel stops its threads one after
    /// the other, and one may still finish an answer.
    public static void stop(long pid) {
        send(pid, "STOP");
        Waiting.until("process " + pid + " to stop", STOPS_WITHIN, () -> isStopped(pid));
    }

    /// Whether all its threads are stopped; yes where the system does not tell.
    static boolean isStopped(long pid) {
        Path threads = Path.of("/proc", Long.toString(pid), "task");
        if (!Files.isDirectory(threads)) {
            return true;
        }
        try (Stream<Path> all = Files.list(threads)) {
            return all.allMatch(Signals::isThreadStopped);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + threads, e);
        }
    }

    /// A thread's line is "id (name) state …", and the name may hold anything.
    private static boolean isThreadStopped(Path thread) {
        try {
            String line = Files.readString(thread.resolve("stat"));
            return line.startsWith(") T", line.lastIndexOf(')'));
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the state of " + thread, e);
        }
    }

    /// Whether the process still does anything: unlike [ProcessHandle#isAlive], no for one that has
    /// ended and only waits for its adoptive parent to collect it, which can take seconds.
    public static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }
}
