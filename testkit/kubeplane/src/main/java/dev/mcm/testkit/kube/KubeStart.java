package dev.mcm.testkit.kube;

import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.net.FreePorts;
import dev.mcm.testkit.process.OpenParts;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;

/// One start of a cluster. What has been opened so far is in [#open], also when the start fails.
final class KubeStart {
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private final KubeTools tools;
    private final KubeOptions options;
    private final KubeDirectory directory;
    private final OpenParts open;

    KubeStart(KubeTools tools, KubeOptions options) {
        this.tools = tools;
        this.options = options;
        this.directory = KubeDirectory.open(options.directory());
        this.open = new OpenParts("cluster " + options.name());
        open.add(directory::deleteIfTemporary);
    }

    KubeCluster run() {
        String secret = Credentials.write(directory);
        KubeAccess access = new KubeAccess(options.name(), FreePorts.one(), directory.authority());
        Etcd etcd = open.add(Etcd.start(tools, directory));
        ApiServerProcess apiServer =
                open.add(
                        new ApiServerProcess(tools, options, directory, etcd.url(), access.port()));
        apiServer.awaitCertificate();
        KubernetesClient admin = open.add(access.client(ControlUser.ADMIN.token(secret)));
        apiServer.awaitReady(admin);
        writeKubeconfigs(access, secret);
        ControlProcesses controllers = open.add(new ControlProcesses(tools, directory));
        controllers.start(options);
        furnish(admin);
        return new KubeCluster(
                access, directory, new KubeCluster.Parts(etcd, apiServer, admin, secret), open);
    }

    OpenParts open() {
        return open;
    }

    private void writeKubeconfigs(KubeAccess access, String secret) {
        for (ControlUser user : ControlUser.values()) {
            KubeDirectory.writeSecret(
                    directory.kubeconfig(user.fileName()),
                    access.kubeconfig(user.token(secret), access.apiUrl()));
        }
    }

    private void furnish(KubernetesClient admin) {
        try (InputStream yaml = Files.newInputStream(tools.gatewayApi())) {
            admin.load(yaml)
                    .items()
                    .forEach(kind -> admin.resource(kind).forceConflicts().serverSideApply());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + tools.gatewayApi(), e);
        }
        Waiting.until("the Gateway API's kinds", SETTLED, () -> servesGateways(admin));
        options.nodes().stream()
                .filter(node -> admin.nodes().withName(node.name()).get() == null)
                .forEach(node -> admin.nodes().resource(KubeNodes.object(node)).create());
    }

    private static boolean servesGateways(KubernetesClient admin) {
        try {
            return admin.raw("/apis/gateway.networking.k8s.io/v1/gateways") != null
                    && admin.raw("/apis/gateway.networking.k8s.io/v1/httproutes") != null;
        } catch (KubernetesClientException e) {
            return false;
        }
    }
}
