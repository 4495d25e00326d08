package dev.mcm.lsm.adapter.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.lsm.loop.DirtyObjects;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.plane.PlaneAccess;
import dev.mcm.testkit.plane.PlaneOptions;
import dev.mcm.testkit.plane.SimulatedPlane;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Quotas of a plane that at first lets nobody read them.
final class WatchedQuotasIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectKind QUOTA = ObjectKind.OBJECT_KIND_RESOURCEQUOTA;

    @Test
    void quotasThatMayNotBeReadStopNothingAndAreReadOnceTheyMay(@TempDir Path directory)
            throws IOException {
        PlaneOptions options =
                PlaneOptions.of("sim-1")
                        .withToken("admins")
                        .withAccess(PlaneAccess.OPEN.withRbac().withUser("lsms", "lsm"));
        OpenWatches watches = new OpenWatches();
        try (SimulatedPlane plane = SimulatedPlane.start(options)) {
            Path admins = directory.resolve("admins");
            plane.writeKubeconfig(admins);
            Path lsms = directory.resolve("lsms");
            Files.writeString(lsms, Files.readString(admins).replace("admins", "lsms"));
            try (KubernetesClient admin = PlaneClients.open(admins, new OpenWatches());
                    KubernetesClient client = PlaneClients.open(lsms, watches)) {
                KubernetesObjects objects =
                        new KubernetesObjects(
                                client,
                                watches,
                                new DirtyObjects(),
                                failure -> {
                                    throw new IllegalStateException(failure);
                                });
                create(admin, "mcm-acme");
                create(admin, "foreign");
                objects.watchQuotas();
                objects.watchQuotas();
                assertThat(objects.isWatching(QUOTA)).isFalse();
                assertThat(objects.whyNotAlive()).isEmpty();

                grant(admin);
                objects.watchQuotas();
                Waiting.until("the watch", LIMIT, () -> objects.isWatching(QUOTA));
                Waiting.until("the quota", LIMIT, () -> objects.all(QUOTA).size() == 1);
                assertThat(objects.all(QUOTA))
                        .extracting(ObservedObject::getNamespace)
                        .containsExactly("mcm-acme");
                objects.stop();
            }
        }
    }

    private static void create(KubernetesClient admin, String namespace) {
        admin.resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(namespace)
                                .endMetadata()
                                .build())
                .create();
        admin.resource(
                        new ResourceQuotaBuilder()
                                .withNewMetadata()
                                .withName("team")
                                .withNamespace(namespace)
                                .endMetadata()
                                .withNewSpec()
                                .withHard(Map.of("pods", new Quantity("3")))
                                .endSpec()
                                .build())
                .create();
    }

    private static void grant(KubernetesClient admin) {
        admin.resource(
                        new ClusterRoleBuilder()
                                .withNewMetadata()
                                .withName("quotas")
                                .endMetadata()
                                .addNewRule()
                                .withApiGroups("")
                                .withResources("resourcequotas")
                                .withVerbs("list", "watch")
                                .endRule()
                                .build())
                .create();
        admin.resource(
                        new ClusterRoleBindingBuilder()
                                .withNewMetadata()
                                .withName("quotas")
                                .endMetadata()
                                .withNewRoleRef(
                                        "rbac.authorization.k8s.io", "ClusterRole", "quotas")
                                .addNewSubject("rbac.authorization.k8s.io", "User", "lsm", null)
                                .build())
                .create();
    }
}
