package dev.mcm.testkit.server;

import dev.mcm.testkit.net.FreePorts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/// Servers in containers, each with one published port on this machine. Only used where the switch
/// asks for it: nothing else touches Testcontainers.
public final class Containers {
    private static final Duration READY = Duration.ofMinutes(2);
    private static final int POSTGRES_PORT = 5432;
    private static final int KAFKA_PORT = 9092;

    private Containers() {}

    /// A server that is running.
    public record Running(GenericContainer<?> container, String host, int port)
            implements AutoCloseable {
        @Override
        public void close() {
            container.stop();
        }
    }

    /// Postgres as the public image runs it, with these settings.
    public static Running postgres(String image, String password, Map<String, String> settings) {
        List<String> flags =
                settings.entrySet().stream()
                        .flatMap(e -> List.of("-c", e.getKey() + "=" + e.getValue()).stream())
                        .toList();
        GenericContainer<?> container =
                container(image)
                        .withEnv("POSTGRES_PASSWORD", password)
                        .withExposedPorts(POSTGRES_PORT)
                        .withCommand(
                                java.util.stream.Stream.concat(
                                                java.util.stream.Stream.of("postgres"),
                                                flags.stream())
                                        .toArray(String[]::new))
                        .waitingFor(Wait.forListeningPort().withStartupTimeout(READY));
        container.start();
        return new Running(container, container.getHost(), container.getMappedPort(POSTGRES_PORT));
    }

    /// A broker as the public image runs it: one KRaft node with these settings, which tells its
    /// clients to come back to the published port.
    public static Running kafka(String image, Map<String, String> settings) {
        int port = FreePorts.one();
        GenericContainer<?> container = container(image).withExposedPorts(KAFKA_PORT);
        String host = container.getHost();
        container.setPortBindings(List.of(port + ":" + KAFKA_PORT));
        Map.of(
                        "node.id",
                        "1",
                        "process.roles",
                        "broker,controller",
                        "controller.quorum.voters",
                        "1@localhost:9093",
                        "controller.listener.names",
                        "CONTROLLER",
                        // Transaction markers go from the broker to itself, inside the container.
                        "inter.broker.listener.name",
                        "BROKER",
                        "listeners",
                        "CLIENTS://:"
                                + KAFKA_PORT
                                + ",CONTROLLER://localhost:9093,BROKER://localhost:9094",
                        "advertised.listeners",
                        "CLIENTS://" + host + ":" + port + ",BROKER://localhost:9094",
                        "listener.security.protocol.map",
                        "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT,BROKER:PLAINTEXT")
                .forEach((key, value) -> container.withEnv(variable(key), value));
        settings.forEach((key, value) -> container.withEnv(variable(key), value));
        container.waitingFor(
                Wait.forLogMessage(".*Kafka Server started.*\\n", 1).withStartupTimeout(READY));
        container.start();
        return new Running(container, host, port);
    }

    private static GenericContainer<?> container(String image) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw Skipped.noEngine();
        }
        return new GenericContainer<>(DockerImageName.parse(image));
    }

    /// `log.dirs` as the image's environment says it: `KAFKA_LOG_DIRS`.
    private static String variable(String setting) {
        return "KAFKA_" + setting.toUpperCase(java.util.Locale.ROOT).replace('.', '_');
    }
}
