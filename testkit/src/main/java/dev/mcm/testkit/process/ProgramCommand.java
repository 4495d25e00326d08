package dev.mcm.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How to start any program as a child process; see [ChildProcess] for what can be done with it. It
/// gets this JVM's environment without the variables that start with `MCM_`, reads nothing, and is
/// told to end (SIGTERM) when this JVM ends, however that happens. Not thread-safe.
public final class ProgramCommand {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /// Becomes the program, beside a guard that waits for the end of the parent's pipe.
    private static final String GUARDED =
            "exec 3<&0; self=$$; (read -r _ <&3; kill -TERM $self) 2>/dev/null >&2 &"
                    + " exec \"$@\" 3<&- </dev/null";

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment = new TreeMap<>();
    private @Nullable Path directory;
    private @Nullable Path log;

    private ProgramCommand(String name, List<String> command) {
        this.name = name;
        this.command = List.copyOf(command);
    }

    /// @param name for messages
    /// @param command the program and its arguments
    public static ProgramCommand of(String name, List<String> command) {
        return new ProgramCommand(name, command);
    }

    public ProgramCommand environment(Map<String, String> more) {
        environment.putAll(more);
        return this;
    }

    /// The program's working directory; without it, this JVM's.
    public ProgramCommand directory(Path value) {
        directory = value;
        return this;
    }

    /// Standard output and error are appended to this file; without it, to a new temporary file.
    public ProgramCommand log(Path file) {
        log = file;
        return this;
    }

    /// Starts the process; it may not be ready yet.
    public ChildProcess start() {
        try {
            Path file = log == null ? Files.createTempFile("mcm-child-", ".log") : log;
            Files.createDirectories(file.toAbsolutePath().getParent());
            return new ChildProcess(name, builder(file).start(), file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + ": " + command, e);
        }
    }

    private ProcessBuilder builder(Path file) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            line.add(SETSID.toString());
        }
        line.addAll(List.of("/bin/sh", "-c", GUARDED, name));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("MCM_"));
        builder.environment().putAll(environment);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()));
        return builder;
    }
}
