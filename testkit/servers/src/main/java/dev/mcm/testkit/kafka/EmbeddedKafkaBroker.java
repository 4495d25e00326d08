package dev.mcm.testkit.kafka;

import dev.mcm.testkit.net.FreePorts;
import dev.mcm.testkit.net.TcpProxy;
import dev.mcm.testkit.process.DirectoryLock;
import dev.mcm.testkit.process.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A real Kafka broker (KRaft, broker and controller in one) on 127.0.0.1, with one link per
/// workload plane that tests can cut. It does not survive this JVM; a kept directory does.
/// Thread-safe; start and stop exclude each other.
public final class EmbeddedKafkaBroker implements KafkaBroker {
    private final BrokerPlan plan;
    private final KafkaOptions options;
    private final Map<String, TcpProxy> links;
    private final DirectoryLock lock;
    private @Nullable BrokerRun run;

    private EmbeddedKafkaBroker(
            DirectoryLock lock,
            BrokerPlan plan,
            KafkaOptions options,
            Map<String, TcpProxy> links) {
        this.lock = lock;
        this.plan = plan;
        this.options = options;
        this.links = links;
    }

    /// Returns when the broker accepts requests.
    public static EmbeddedKafkaBroker start(KafkaOptions options) {
        Path directory = directory(options);
        DirectoryLock lock = lock(directory);
        Map<String, TcpProxy> links = new LinkedHashMap<>();
        List<PlaneListener> planes = new ArrayList<>();
        for (String plane : options.planes()) {
            int port = FreePorts.one();
            TcpProxy link = TcpProxy.to(port);
            links.put(plane, link);
            planes.add(new PlaneListener(PlaneListener.nameOf(plane), port, link.port()));
        }
        int port = options.port() == 0 ? FreePorts.one() : options.port();
        BrokerPlan plan =
                new BrokerPlan(directory, port, FreePorts.one(), planes, options.settings());
        EmbeddedKafkaBroker kafka = new EmbeddedKafkaBroker(lock, plan, options, links);
        try {
            kafka.restart();
            return kafka;
        } catch (RuntimeException | Error e) {
            kafka.close();
            throw e;
        }
    }

    private static Path directory(KafkaOptions options) {
        try {
            return options.directory() == null
                    ? Files.createTempDirectory("mcm-kafka-")
                    : Files.createDirectories(options.directory());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the Kafka directory", e);
        }
    }

    private static DirectoryLock lock(Path directory) {
        try {
            return DirectoryLock.tryAcquire(directory)
                    .orElseThrow(() ->
                            new IllegalStateException(
                                    "the Kafka directory "
                                            + directory
                                            + " is in use by another process"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock the Kafka directory " + directory, e);
        }
    }

    /// `host:port` of the main listener, which no fault but the broker's own touches.
    @Override
    public String bootstrap() {
        return plan.bootstrap();
    }

    /// `host:port` for the clients of a plane: all their traffic goes through the plane's link.
    public String bootstrapFor(String planeId) {
        return "127.0.0.1:" + link(planeId).port();
    }

    /// Closes the plane's connections and refuses new ones.
    public void cut(String planeId) {
        link(planeId).cut();
    }

    /// Keeps the plane's connections but lets no byte pass.
    public void stall(String planeId) {
        link(planeId).stall();
    }

    /// Undoes [#cut] and [#stall].
    public void heal(String planeId) {
        link(planeId).heal();
    }

    private TcpProxy link(String planeId) {
        return Optional.ofNullable(links.get(planeId))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "plane '"
                                        + planeId
                                        + "' (expected: one with a listener, of "
                                        + links.keySet()
                                        + ")"));
    }

    /// Process id of a broker that runs in its own process.
    public synchronized OptionalLong pid() {
        return run instanceof OwnProcessRun own ? OptionalLong.of(own.pid()) : OptionalLong.empty();
    }

    public synchronized boolean isRunning() {
        return run != null && run.isRunning();
    }

    /// Stops a running broker in order and starts it again: same ports, same data.
    public synchronized void restart() {
        stop();
        run = options.ownProcess() ? OwnProcessRun.start(plan) : InProcessRun.start(plan);
    }

    /// Stops the broker in order; does nothing when it is stopped already.
    public synchronized void stop() {
        if (run != null && run.isRunning()) {
            run.stop();
        }
        run = null;
    }

    /// SIGKILL.
    ///
    /// @throws UnsupportedOperationException when the broker shares this JVM
    public synchronized void killHard() {
        if (run != null) {
            run.killHard();
        }
        run = null;
    }

    /// Stops the broker and the links; deletes a temporary directory.
    @Override
    public synchronized void close() {
        stop();
        links.values().forEach(TcpProxy::close);
        try {
            if (options.directory() == null) {
                DirectoryTree.delete(plan.directory());
            }
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot give up the Kafka directory " + plan.directory(), e);
        }
    }
}
