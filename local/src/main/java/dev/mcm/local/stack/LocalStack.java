package dev.mcm.local.stack;

import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.testkit.kafka.EmbeddedKafkaBroker;
import dev.mcm.testkit.postgres.EmbeddedPostgresServer;
import dev.mcm.testkit.process.OpenParts;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The suite, running. Closing it stops everything in reverse order of the start; everything also
/// ends with this JVM, however that ends.
public final class LocalStack implements AutoCloseable {
    private final StackOptions options;
    private final StackDirectory directory;
    private final OpenParts open;
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private final Map<String, LocalPlane> planes = new LinkedHashMap<>();
    private final Backends backends;
    private final AtcConnection operator;
    private final String atcAddress;

    private LocalStack(StackOptions options, StackStart start) {
        this.options = options;
        this.directory = start.directory();
        this.open = start.open();
        this.services.putAll(start.services());
        this.planes.putAll(start.planes());
        this.backends = start.backends();
        this.operator = start.operator();
        this.atcAddress = start.atcAddress();
    }

    /// Postgres and Kafka.
    record Backends(EmbeddedPostgresServer postgres, EmbeddedKafkaBroker kafka) {}

    /// Starts everything and returns when all services are ready and all planes are registered.
    ///
    /// @param progress told what is being done, one short line each
    /// @throws StackInUseException when a stack runs in that directory already
    public static LocalStack start(StackOptions options, Consumer<String> progress) {
        StackStart start = new StackStart(options, progress);
        try {
            start.run();
            return new LocalStack(options, start);
        } catch (Throwable e) {
            start.open().closeAfter(e);
            throw e;
        }
    }

    public StackOptions options() {
        return options;
    }

    public StackDirectory directory() {
        return directory;
    }

    /// A client of ATC that may do everything.
    public AtcConnection atc() {
        return operator;
    }

    /// host:port of ATC's gRPC API.
    public String atcAddress() {
        return atcAddress;
    }

    /// A client of ATC with another token.
    public AtcConnection atcAs(String token) {
        return AtcConnection.plain(atcAddress, token);
    }

    /// Kafka's address inside the control plane.
    public String kafkaBootstrap() {
        return backends.kafka().bootstrap();
    }

    public EmbeddedPostgresServer postgres() {
        return backends.postgres();
    }

    public EmbeddedKafkaBroker kafka() {
        return backends.kafka();
    }

    public Collection<LocalPlane> planes() {
        return List.copyOf(planes.values());
    }

    public LocalPlane plane(String id) {
        return Optional.ofNullable(planes.get(id))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "plane: " + id + " (expected: one of " + planes.keySet() + ")"));
    }

    public Collection<ServiceProcess> services() {
        return List.copyOf(services.values());
    }

    /// A service by name: `atc`, `autoscaler`, `scheduler`, `gns`, `gsm`, `lsm-<plane>`.
    public ServiceProcess service(String name) {
        return Optional.ofNullable(services.get(name))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "service: "
                                        + name
                                        + " (expected: one of "
                                        + services.keySet()
                                        + ")"));
    }

    @Override
    public void close() {
        open.close();
    }
}
