package dev.mcm.testkit.kube;

import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.NativeCommand;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// kube-apiserver: stopped and started again it keeps its port, its certificate and its tokens. Not
/// thread-safe.
final class ApiServerProcess implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(2);

    private final KubeTools tools;
    private final KubeOptions options;
    private final KubeDirectory directory;
    private final URI etcd;
    private final int port;
    private ChildProcess process;

    ApiServerProcess(
            KubeTools tools, KubeOptions options, KubeDirectory directory, URI etcd, int port) {
        this.tools = tools;
        this.options = options;
        this.directory = directory;
        this.etcd = etcd;
        this.port = port;
        this.process = launch();
    }

    /// @throws IllegalStateException when it runs
    void start() {
        if (process.isAlive()) {
            throw new IllegalStateException(
                    "the API server of " + options.name() + " runs already");
        }
        process = launch();
    }

    /// SIGKILL, as when its machine dies: connections are reset.
    void stop() {
        process.killHard();
    }

    /// Waits for the certificate that it makes at its first start.
    void awaitCertificate() {
        process.awaitReady("certificate", READY, () -> Files.isReadable(directory.authority()));
    }

    /// Returns when it serves.
    void awaitReady(KubernetesClient client) {
        process.awaitReady("200 from /readyz", READY, () -> isReady(client));
    }

    private static boolean isReady(KubernetesClient client) {
        try {
            return "ok".equals(client.raw("/readyz"));
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    private ChildProcess launch() {
        return NativeCommand.of(tools.program("kube-apiserver"))
                .arguments(arguments())
                .start(directory.log("kube-apiserver"));
    }

    private List<String> arguments() {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--etcd-servers=" + etcd,
                                "--bind-address=127.0.0.1",
                                "--advertise-address=127.0.0.1",
                                "--secure-port=" + port,
                                "--endpoint-reconciler-type=none",
                                "--service-cluster-ip-range=10.0.0.0/16",
                                "--cert-dir=" + directory.certificates(),
                                "--authorization-mode=Node,RBAC",
                                // As clusters have it: what holds pods back is admission.
                                "--allow-privileged=true",
                                "--token-auth-file=" + directory.tokens(),
                                "--service-account-issuer=https://kubernetes.default.svc",
                                "--service-account-key-file=" + directory.accountKey(),
                                "--service-account-signing-key-file=" + directory.accountKey(),
                                "--watch-cache=" + options.watchCache(),
                                "--profiling=false"));
        if (!options.controllers()) {
            // Nobody makes the service accounts that this plugin wants.
            arguments.add("--disable-admission-plugins=ServiceAccount");
        }
        if (options.audit()) {
            arguments.add("--audit-policy-file=" + directory.auditPolicy());
            arguments.add("--audit-log-path=" + directory.auditLog());
            arguments.add("--audit-log-maxsize=50");
            arguments.add("--audit-log-maxbackup=1");
        }
        return arguments;
    }

    @Override
    public void close() {
        process.killHard();
    }
}
