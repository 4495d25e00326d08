package dev.mcm.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/// POSIX signals, and what became of them, as far as the JDK has no method for it.
public final class Signals {
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

    /// Whether the process still does anything: unlike [ProcessHandle#isAlive], no for one that has
    /// ended and only waits for its adoptive parent to collect it, which can take seconds.
    public static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }
}
