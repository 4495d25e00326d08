package dev.mcm.local.stack;

import java.net.URI;

/// One service of the stack: a process of its own that can be killed hard and started again with
/// the same environment. Thread-safe.
public final class ServiceProcess implements AutoCloseable {
    private final ServiceLauncher launcher;
    private final ServiceLaunch launch;
    private final int httpPort;
    private final StackDirectory directory;
    private ServiceRun process;

    ServiceProcess(
            ServiceLauncher launcher,
            ServiceLaunch launch,
            int httpPort,
            StackDirectory directory) {
        this.launcher = launcher;
        this.launch = launch;
        this.httpPort = httpPort;
        this.directory = directory;
        this.process = launcher.launch(launch, directory);
    }

    public String name() {
        return launch.name();
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
    /// @throws StackFailedException with the end of its log when it does not in time
    public void awaitReady() {
        try {
            current().awaitHttp(operations().resolve("/readyz"), launcher.readyLimit());
        } catch (AssertionError e) {
            throw new StackFailedException(name() + " did not become ready: " + e.getMessage());
        }
    }

    /// SIGKILL: nothing is said goodbye to.
    public synchronized void killHard() {
        process.killHard();
    }

    /// Starts the service again after it has ended.
    public void start() {
        start(launcher);
    }

    /// Starts the service again after it has ended, in another way.
    public synchronized void start(ServiceLauncher other) {
        if (process.isAlive()) {
            throw new IllegalStateException(name() + " runs already (pid " + process.pid() + ")");
        }
        process = other.launch(launch, directory);
    }

    private synchronized ServiceRun current() {
        return process;
    }

    @Override
    public synchronized void close() {
        process.stop();
    }
}
