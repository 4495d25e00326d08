package dev.mcm.local.stack;

import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.JavaCommand;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// One service of the stack: a process of its own that can be killed hard and started again with
/// the same environment. Thread-safe.
public final class ServiceProcess implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofSeconds(90);

    /// A test's own logging configuration on the same class path is not for services.
    private static final String PRODUCT_LOGGING = "-Dlogback.configurationFile=logback.xml";

    private final String name;
    private final String mainClass;
    private final Map<String, String> environment;
    private final int httpPort;
    private final StackDirectory directory;
    private ChildProcess process;

    ServiceProcess(
            String name,
            String mainClass,
            Map<String, String> environment,
            int httpPort,
            StackDirectory directory) {
        this.name = name;
        this.mainClass = mainClass;
        this.environment = Map.copyOf(environment);
        this.httpPort = httpPort;
        this.directory = directory;
        this.process = launch();
    }

    private ChildProcess launch() {
        return JavaCommand.of(mainClass)
                .environment(environment)
                .jvmFlags(PRODUCT_LOGGING)
                .log(directory.log(name))
                .start();
    }

    public String name() {
        return name;
    }

    public synchronized long pid() {
        return process.pid();
    }

    public synchronized boolean isAlive() {
        return process.isAlive();
    }

    /// Address of /livez, /readyz and /metrics.
    public URI operations() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    /// Waits until the service says that it is ready.
    ///
    /// @throws StackFailedException with the end of its log when it does not within 90 s
    public void awaitReady() {
        try {
            current().awaitHttp(operations().resolve("/readyz"), READY_LIMIT);
        } catch (AssertionError e) {
            throw new StackFailedException(name + " did not become ready: " + e.getMessage());
        }
    }

    /// SIGKILL: nothing is said goodbye to.
    public synchronized void killHard() {
        process.killHard();
    }

    /// Starts the service again after it has ended.
    public synchronized void start() {
        if (process.isAlive()) {
            throw new IllegalStateException(name + " runs already (pid " + process.pid() + ")");
        }
        process = launch();
    }

    private synchronized ChildProcess current() {
        return process;
    }

    @Override
    public synchronized void close() {
        process.stop();
    }
}
