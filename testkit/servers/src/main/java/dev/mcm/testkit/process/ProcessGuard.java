package dev.mcm.testkit.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Ends a program when the JVM that started it ends, however that happens: a small process beside
/// the program, which outlives the JVM and reads from a pipe that only the JVM holds open.
public final class ProcessGuard {
    private static final String SCRIPT = "guarded-program.sh";

    private ProcessGuard() {}

    /// The command line of a shell that becomes `program`, under the same process id, beside a
    /// guard. The program's standard input is empty; the process's is the guard's.
    ///
    /// @param signals without `SIG`, such as `TERM KILL`: what the guard sends when this JVM has
    ///   ended, one after the other, each when the program still runs 5 s after the one before
    public static List<String> command(String signals, List<String> program) {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", script(), "guarded", signals));
        line.addAll(program);
        return line;
    }

    /// Tells the guard when the program has ended, so that it sends no signal to a process that has
    /// got the same id since. To be called once, right after the start.
    public static void watch(Process process) {
        var _ = process.onExit().thenRun(() -> end(process, "gone"));
    }

    /// Has the guard end the program by these signals, as for [#command]; does not wait for it.
    public static void end(Process process, String signals) {
        try (OutputStream guard = process.getOutputStream()) {
            guard.write((signals + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The guard has done its work already.
        }
    }

    private static String script() {
        try (InputStream script = ProcessGuard.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IllegalStateException(
                        "resource " + SCRIPT + " is missing from the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
