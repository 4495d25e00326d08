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

/// How to start a program that is not a JVM of this class path as a child process; see
/// [ChildProcess] for what can be done with it. It ends when this JVM ends ([ProcessGuard]).
///
/// The child gets this JVM's environment without the variables that start with `MCM_`. Not
/// thread-safe.
public final class NativeCommand {
    private final Path program;
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private String name;
    private @Nullable Path directory;

    private NativeCommand(Path program) {
        this.program = program;
        this.name = program.getFileName().toString();
    }

    public static NativeCommand of(Path program) {
        return new NativeCommand(program);
    }

    public NativeCommand arguments(List<String> more) {
        arguments.addAll(more);
        return this;
    }

    /// Another name than the program's own, for messages.
    public NativeCommand named(String value) {
        name = value;
        return this;
    }

    public NativeCommand environment(Map<String, String> more) {
        environment.putAll(more);
        return this;
    }

    /// The program's working directory; without it, this JVM's.
    public NativeCommand directory(Path value) {
        directory = value;
        return this;
    }

    /// Starts the process, which may not be ready yet; its standard output and error are appended
    /// to `log`.
    public ChildProcess start(Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Process process = builder(log).start();
            ProcessGuard.watch(process);
            return new ChildProcess(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + program, e);
        }
    }

    private ProcessBuilder builder(Path log) {
        List<String> line = new ArrayList<>(List.of(program.toString()));
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(ProcessGuard.command("TERM KILL", line));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("MCM_"));
        builder.environment().putAll(environment);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }
}
