package dev.mcm.testkit.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.time.Waiting;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@KubeTest
class KubeClusterIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final KubeCluster cluster;

    KubeClusterIT(KubeCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void aServiceAccountMayDoWhatItsRolesSayAndNothingElse() {
        namespace("rbac");
        cluster.admin().resource(account("rbac", "reader")).create();
        cluster.admin()
                .resource(
                        new ClusterRoleBuilder()
                                .withNewMetadata()
                                .withName("reads-config-maps")
                                .endMetadata()
                                .addNewRule()
                                .withApiGroups("")
                                .withResources("configmaps")
                                .withVerbs("list")
                                .endRule()
                                .build())
                .create();
        cluster.admin()
                .resource(
                        new ClusterRoleBindingBuilder()
                                .withNewMetadata()
                                .withName("reader-reads-config-maps")
                                .endMetadata()
                                .withNewRoleRef(
                                        "rbac.authorization.k8s.io",
                                        "ClusterRole",
                                        "reads-config-maps")
                                .addNewSubject("", "ServiceAccount", "reader", "rbac")
                                .build())
                .create();
        try (KubernetesClient reader = cluster.as("rbac", "reader")) {
            Waiting.until(
                    "the role to be in force",
                    SOON,
                    () -> codeOf(() -> reader.configMaps().inNamespace("rbac").list()) == 200);
            assertThat(codeOf(() -> reader.configMaps().inNamespace("rbac").delete()))
                    .isEqualTo(403);
            assertThat(codeOf(() -> reader.secrets().inNamespace("rbac").list())).isEqualTo(403);
        }
        try (KubernetesClient nobody = cluster.client("wrong-token")) {
            assertThat(codeOf(() -> nobody.configMaps().inNamespace("rbac").list())).isEqualTo(401);
        }
    }

    @Test
    void aRestartedApiServerKeepsAddressCertificateTokensAndObjects() {
        namespace("restart");
        String authority = cluster.authority();
        cluster.stopApiServer();
        assertThatThrownBy(() -> cluster.admin().namespaces().list())
                .isInstanceOf(KubernetesClientException.class);
        cluster.startApiServer();
        assertThat(cluster.authority()).isEqualTo(authority);
        assertThat(cluster.admin().namespaces().withName("restart").get()).isNotNull();
    }

    @Test
    void aWatchFromBeforeACompactionIsGoneAfterARestart() {
        namespace("compaction");
        String old = write("compaction", "before");
        String newest = write("compaction", "after");
        String path = "/api/v1/namespaces/compaction/configmaps?watch=true&timeoutSeconds=1";
        assertThat(cluster.admin().raw(path + "&resourceVersion=" + old)).contains("\"after\"");

        cluster.compact();
        cluster.restartApiServer();
        write("compaction", "later");

        assertThat(cluster.admin().raw(path + "&resourceVersion=" + old)).contains("\"code\":410");
        assertThat(Long.parseLong(newest)).isGreaterThan(Long.parseLong(old));
    }

    @Test
    void theGatewayApiIsServed() {
        assertThat(
                        cluster.admin()
                                .genericKubernetesResources(
                                        "gateway.networking.k8s.io/v1", "HTTPRoute")
                                .inNamespace("default")
                                .list()
                                .getItems())
                .isEmpty();
    }

    @Test
    void kubeconfigsCarryTheAuthorityAndTheToken(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("config");
        Files.writeString(file, cluster.kubeconfig(cluster.adminToken()));
        ProcessBuilder kubectl =
                new ProcessBuilder(
                        KubeTools.require().program("kubectl").toString(),
                        "--kubeconfig=" + file,
                        "version");
        Process version = kubectl.redirectErrorStream(true).start();
        assertThat(new String(version.getInputStream().readAllBytes()))
                .contains("Server Version: v1.");
    }

    private void namespace(String name) {
        cluster.admin()
                .resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .build())
                .create();
    }

    private static io.fabric8.kubernetes.api.model.ServiceAccount account(
            String namespace, String name) {
        return new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .build();
    }

    /// Writes a ConfigMap and returns its version.
    private String write(String namespace, String name) {
        return cluster.admin()
                .resource(
                        new ConfigMapBuilder()
                                .withNewMetadata()
                                .withNamespace(namespace)
                                .withName(name)
                                .endMetadata()
                                .build())
                .create()
                .getMetadata()
                .getResourceVersion();
    }

    private static int codeOf(Runnable request) {
        try {
            request.run();
            return 200;
        } catch (KubernetesClientException e) {
            return e.getCode();
        }
    }
}
