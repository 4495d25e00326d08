package dev.mcm.it.docs;

import dev.mcm.it.walls.ProjectClasses;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;

/// A virtual environment of Python into which pip has installed the project's bindings, as their
/// page says.
public final class PythonBindings {
    /// Exit code and all that was printed.
    public record Ran(int code, String output) {}

    private static final Pattern NO_INDEX =
            Pattern.compile("from versions: none|Failed to establish a new connection");
    private static final long LIMIT_MINUTES = 5;

    private final Path home;

    private PythonBindings(Path home) {
        this.home = home;
    }

    /// @throws TestAbortedException where there is no Python, or nothing to install from
    public static PythonBindings install() throws IOException, InterruptedException {
        Path home = ProjectClasses.root().resolve("it-tests/target/python-bindings");
        Files.createDirectories(home);
        PythonBindings made = new PythonBindings(home);
        made.need(
                "Python 3.10 or newer",
                "python3",
                "-c",
                "import sys; sys.exit(sys.version_info < (3, 10))");
        made.need(
                "Python's module venv",
                "python3",
                "-m",
                "venv",
                "--clear",
                home.resolve("venv").toString());
        Path sources = home.resolve("sources");
        copy(ProjectClasses.root().resolve("protos/python"), sources);
        Ran pip =
                made.start(
                        Map.of(),
                        made.python(),
                        "-m",
                        "pip",
                        "install",
                        "-q",
                        "--retries=1",
                        sources.toString());
        if (NO_INDEX.matcher(pip.output()).find()) {
            throw new TestAbortedException("needs an index of Python packages:\n" + pip.output());
        }
        if (pip.code() != 0) {
            throw new AssertionError("the bindings cannot be installed:\n" + pip.output());
        }
        return made;
    }

    /// Runs a program with `env` as its environment's last word.
    public Ran run(String program, Map<String, String> env)
            throws IOException, InterruptedException {
        Path file = Files.writeString(home.resolve("snippet.py"), program);
        return start(env, python(), "-W", "error", file.toString());
    }

    private String python() {
        return home.resolve("venv/bin/python").toString();
    }

    private void need(String what, String... command) throws InterruptedException {
        try {
            Ran ran = start(Map.of(), command);
            if (ran.code() != 0) {
                throw new TestAbortedException("needs " + what + ":\n" + ran.output());
            }
        } catch (IOException e) {
            throw new TestAbortedException("needs " + what + ": " + e.getMessage(), e);
        }
    }

    private Ran start(Map<String, String> env, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(home, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(env);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(List.of(command) + " has not ended");
        }
        return new Ran(process.exitValue(), Files.readString(output));
    }

    /// pip builds beside the sources; those of the project stay clean.
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Path target = to.resolve(from.relativize(file));
                        Files.createDirectories(target.getParent());
                        Files.write(target, Files.readAllBytes(file));
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
