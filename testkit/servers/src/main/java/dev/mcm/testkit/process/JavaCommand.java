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

/// How to start a JVM of this project as a child process; see [ChildProcess] for what can be done
/// with it.
///
/// The child gets this JVM's class path and environment without the variables that start with
/// `MCM_`: a child is configured by its own [#environment] only. Not thread-safe.
public final class JavaCommand {
    private static final String OWN_VARIABLES = "MCM_";

    /// A session of its own keeps the terminal's Ctrl-C from the child: its parent decides when it
    /// stops.
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private static final List<String> SMALL_JVM =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "-XX:-UsePerfData",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Duser.timezone=UTC");

    private final String mainClass;
    private final List<String> arguments = new ArrayList<>();
    private final List<String> jvmFlags = new ArrayList<>(SMALL_JVM);
    private final Map<String, String> environment = new TreeMap<>();
    private String classPath = System.getProperty("java.class.path");
    private int maxHeapMb = 256;
    private @Nullable Path log;

    private JavaCommand(String mainClass) {
        this.mainClass = mainClass;
    }

    public static JavaCommand of(Class<?> mainClass) {
        return new JavaCommand(mainClass.getName());
    }

    /// For a main class that the caller cannot or need not see at compile time.
    public static JavaCommand of(String mainClass) {
        return new JavaCommand(mainClass);
    }

    public JavaCommand arguments(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /// Added behind the flags of a small JVM (serial GC, C1 only), so that they can be overridden.
    public JavaCommand jvmFlags(String... more) {
        jvmFlags.addAll(List.of(more));
        return this;
    }

    public JavaCommand environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public JavaCommand environment(Map<String, String> more) {
        environment.putAll(more);
        return this;
    }

    public JavaCommand classPath(String value) {
        classPath = value;
        return this;
    }

    public JavaCommand maxHeapMb(int value) {
        maxHeapMb = value;
        return this;
    }

    /// Standard output and error are appended to this file; without it, to a new temporary file.
    public JavaCommand log(Path file) {
        log = file;
        return this;
    }

    /// Starts the process; it may not be ready yet.
    public ChildProcess start() {
        try {
            Path file = log == null ? Files.createTempFile("mcm-child-", ".log") : log;
            Files.createDirectories(file.toAbsolutePath().getParent());
            return new ChildProcess(shortName(), builder(file).start(), file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a JVM for " + mainClass, e);
        }
    }

    private ProcessBuilder builder(Path file) {
        ProcessBuilder builder = new ProcessBuilder(commandLine());
        builder.environment().keySet().removeIf(name -> name.startsWith(OWN_VARIABLES));
        builder.environment().putAll(environment);
        builder.environment().put("CLASSPATH", classPath);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()));
        return builder;
    }

    private List<String> commandLine() {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            line.add(SETSID.toString());
        }
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-Xmx" + maxHeapMb + "m");
        line.addAll(jvmFlags);
        line.add(ChildMain.class.getName());
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }

    private String shortName() {
        return mainClass.substring(mainClass.lastIndexOf('.') + 1);
    }
}
