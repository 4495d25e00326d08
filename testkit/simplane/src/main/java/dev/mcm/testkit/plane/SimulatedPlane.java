package dev.mcm.testkit.plane;

import dev.mcm.shared.time.TaskThread;
import dev.mcm.testkit.plane.api.ApiServer;
import dev.mcm.testkit.plane.api.ServerCertificate;
import dev.mcm.testkit.plane.gateway.GatewayServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A running workload plane on 127.0.0.1: a Kubernetes-compatible API, controllers, nodes and a
/// gateway, in this JVM and in memory only. Safe for use by many threads.
public final class SimulatedPlane implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final PlaneOptions options;
    private final PlaneHost host;
    private final boolean ownsHost;
    private final TaskThread controllerScheduler;
    private final TaskThread gatewayScheduler;
    private final @Nullable ServerCertificate certificate;
    private final HeadlessPlane plane;
    private final ApiServer api;
    private final GatewayServer gateway;
    private final PlaneFaults faults;
    private volatile int apiPort;
    private volatile int gatewayPort;

    private SimulatedPlane(PlaneOptions options, PlaneHost host, boolean ownsHost) {
        this.options = options;
        this.host = host;
        this.ownsHost = ownsHost;
        controllerScheduler = new TaskThread("plane-" + options.id());
        gatewayScheduler = new TaskThread("gateway-" + options.id());
        certificate = options.access().tls() ? ServerCertificate.forLoopback() : null;
        plane = HeadlessPlane.on(controllerScheduler, gatewayScheduler, options);
        api =
                new ApiServer(
                        host.vertx(),
                        plane.registry(),
                        plane.clock(),
                        new ApiServer.Settings(
                                HOST,
                                options.apiPort(),
                                new ApiServer.Security(
                                        plane.access(), plane.accounts(), certificate),
                                options.bookmarkInterval(),
                                options.seed()));
        gateway = new GatewayServer(host.vertx(), plane.id(), plane.gateway());
        faults = new PlaneFaults(plane, api, gateway);
    }

    private void listen() {
        apiPort = PlaneHost.await(api.start());
        gatewayPort = PlaneHost.await(gateway.start(HOST, options.gatewayPort()));
    }

    /// Starts a plane with event loops of its own; for many planes in one JVM use a [PlaneHost].
    public static SimulatedPlane start(PlaneOptions options) {
        return start(options, PlaneHost.open(1), true);
    }

    static SimulatedPlane start(PlaneOptions options, PlaneHost host, boolean ownsHost) {
        SimulatedPlane plane = new SimulatedPlane(options, host, ownsHost);
        try {
            plane.listen();
            return plane;
        } catch (IllegalStateException failure) {
            plane.close();
            throw failure;
        }
    }

    public String id() {
        return plane.id();
    }

    public String apiUrl() {
        return (certificate == null ? "http://" : "https://") + HOST + ":" + apiPort;
    }

    /// The certificate by which a client trusts the API, in PEM; empty without TLS.
    public Optional<String> authority() {
        return Optional.ofNullable(certificate).map(ServerCertificate::certificate);
    }

    /// The bearer token that the API wants; empty for none.
    public String token() {
        return options.token();
    }

    public String gatewayUrl() {
        return "http://" + HOST + ":" + gatewayPort;
    }

    public String metricsUrl() {
        return gatewayUrl() + "/metrics";
    }

    public PlaneFaults faults() {
        return faults;
    }

    /// The plane without its network, to look into.
    public HeadlessPlane headless() {
        return plane;
    }

    /// The pods in order of namespace and name.
    public List<PodView> pods() {
        return plane.pods();
    }

    public void addNode(SimulatedNode node) {
        plane.controllers().nodes().add(node);
    }

    /// Writes a kubeconfig whose current context, named after the plane, is this plane with the
    /// administrator's token.
    public void writeKubeconfig(Path file) {
        writeKubeconfig(file, token());
    }

    /// Writes a kubeconfig whose current context, named after the plane, is this plane with a
    /// user's token.
    public void writeKubeconfig(Path file, String userToken) {
        String text =
                """
                apiVersion: v1
                kind: Config
                clusters:
                - name: %1$s
                  cluster:
                    server: %2$s%4$s
                users:
                - name: %1$s
                  user:
                    token: "%3$s"
                contexts:
                - name: %1$s
                  context:
                    cluster: %1$s
                    user: %1$s
                current-context: %1$s
                """
                        .formatted(id(), apiUrl(), userToken, authorityEntry());
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new IllegalStateException(
                    "The kubeconfig of plane " + id() + " could not be written to " + file,
                    failure);
        }
    }

    private String authorityEntry() {
        return certificate == null
                ? ""
                : "\n    certificate-authority-data: " + certificate.authorityData();
    }

    @Override
    public void close() {
        PlaneHost.await(api.stop());
        PlaneHost.await(gateway.stop());
        controllerScheduler.close();
        gatewayScheduler.close();
        if (ownsHost) {
            host.close();
        }
    }
}
