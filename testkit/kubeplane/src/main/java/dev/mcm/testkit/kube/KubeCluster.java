package dev.mcm.testkit.kube;

import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.process.OpenParts;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;

/// A real Kubernetes on 127.0.0.1: etcd and kube-apiserver with TLS, tokens and RBAC, the admission
/// plugins that are on by default, the Gateway API's kinds, and what [KubeOptions] adds. Everything
/// dies with this JVM. Safe for use by many threads, but for the methods that stop and start the
/// API server.
public final class KubeCluster implements AutoCloseable {
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final long TOKEN_SECONDS = 24 * 3600;

    private final KubeAccess access;
    private final KubeDirectory directory;
    private final Parts parts;
    private final OpenParts open;

    KubeCluster(KubeAccess access, KubeDirectory directory, Parts parts, OpenParts open) {
        this.access = access;
        this.directory = directory;
        this.parts = parts;
        this.open = open;
    }

    /// @param secret part of the fixed tokens that nobody can guess
    record Parts(Etcd etcd, ApiServerProcess apiServer, KubernetesClient admin, String secret) {}

    /// Starts a cluster and returns when it serves; its nodes may not be ready yet.
    ///
    /// @throws IllegalStateException where the programs are not on this machine
    public static KubeCluster start(KubeOptions options) {
        return start(KubeTools.require(), options);
    }

    public static KubeCluster start(KubeTools tools, KubeOptions options) {
        KubeStart start = new KubeStart(tools, options);
        try {
            return start.run();
        } catch (RuntimeException | AssertionError e) {
            start.open().closeAfter(e);
            throw e;
        }
    }

    public String name() {
        return access.name();
    }

    /// `https://127.0.0.1:port`; the same after a restart.
    public String apiUrl() {
        return access.apiUrl();
    }

    public int port() {
        return access.port();
    }

    /// A bearer token that may do everything.
    public String adminToken() {
        return ControlUser.ADMIN.token(parts.secret());
    }

    /// PEM of the certificates by which the API server is trusted.
    public String authority() {
        return KubeDirectory.read(directory.authority());
    }

    /// A client that may do everything; it belongs to the cluster and is closed with it.
    public KubernetesClient admin() {
        return parts.admin();
    }

    /// A client with that bearer token, which does not repeat requests by itself; the caller closes
    /// it.
    public KubernetesClient client(String token) {
        return access.client(token);
    }

    /// A client that acts as a service account, which must exist; the caller closes it.
    public KubernetesClient as(String namespace, String serviceAccount) {
        return client(token(namespace, serviceAccount));
    }

    /// A token of a service account, from the TokenRequest API, good for a day.
    public String token(String namespace, String serviceAccount) {
        TokenRequest wanted =
                new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(TOKEN_SECONDS)
                        .endSpec()
                        .build();
        return admin().serviceAccounts()
                .inNamespace(namespace)
                .withName(serviceAccount)
                .tokenRequest(wanted)
                .getStatus()
                .getToken();
    }

    /// The text of a kubeconfig that leads here with that token.
    public String kubeconfig(String token) {
        return kubeconfig(token, apiUrl());
    }

    /// As [#kubeconfig(String)], by way of another address of this machine, for example a proxy's.
    public String kubeconfig(String token, String url) {
        return access.kubeconfig(token, url);
    }

    /// A kubeconfig file of the user that may do everything.
    public Path adminKubeconfig() {
        return directory.kubeconfig(ControlUser.ADMIN.fileName());
    }

    /// Where the log of every program lies, `<program>.log`.
    public Path logs() {
        return directory.root();
    }

    /// One JSON audit event a line: user, verb, object, answer; see [KubeOptions#audit].
    public Path auditLog() {
        return directory.auditLog();
    }

    /// Kills the API server; what runs in the cluster runs on.
    public void stopApiServer() {
        parts.apiServer().stop();
    }

    /// Starts the API server again after [#stopApiServer] and returns when it serves.
    public void startApiServer() {
        parts.apiServer().start();
        parts.apiServer().awaitReady(admin());
    }

    /// Kills the API server and starts it again. Its watch cache begins anew, at the newest
    /// version.
    public void restartApiServer() {
        stopApiServer();
        startApiServer();
    }

    /// Makes etcd forget all versions but the newest. The API server's watch cache may still serve
    /// watches from versions that it remembers: without one ([KubeOptions#withoutWatchCache]), or
    /// after a [#restartApiServer], a watch from an older version gets 410 Gone.
    public void compact() {
        parts.etcd().compact(parts.etcd().revision());
    }

    /// Adds a machine for KWOK to play; the cluster must have been made with nodes.
    public void addNode(SimulatedNode node) {
        admin().nodes().resource(KubeNodes.object(node)).create();
    }

    /// Waits until every node is ready.
    public void awaitNodes() {
        Waiting.until(
                "ready nodes",
                SETTLED,
                () -> admin().nodes().list().getItems().stream().allMatch(KubeCluster::isReady));
    }

    private static boolean isReady(Node node) {
        return node.getStatus().getConditions().stream()
                .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    }

    @Override
    public void close() {
        open.close();
    }
}
