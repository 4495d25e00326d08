package dev.mcm.it.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.Waiting;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the admission policies of mcm-wp promise, on any API server that they are installed on.
interface PlanePolicies {
    Duration PATIENCE = Duration.ofSeconds(60);
    Map<String, String> MANAGED = Map.of(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED);
    Map<String, String> OF_A_REVISION =
            Map.of(
                    PlaneNames.LABEL_MANAGED,
                    PlaneNames.MANAGED,
                    PlaneNames.LABEL_REVISION,
                    "0a1b2c3d4e");
    Map<String, String> OF_ACME =
            Map.of(
                    PlaneNames.LABEL_MANAGED,
                    PlaneNames.MANAGED,
                    PlaneNames.LABEL_ORGANIZATION,
                    "acme");

    /// May do everything.
    KubernetesClient admin();

    /// ATC's service account, with the rights that the chart gives it.
    KubernetesClient atc();

    /// Installs the chart and waits until its policies are in force.
    default void install() throws InterruptedException {
        namespace(PlaneNames.SYSTEM_NAMESPACE, Map.of());
        Charts.MCM_WP
                .chart()
                .render(Charts.MCM_WP.release("minimal"))
                .objects()
                .forEach(object -> {
                    var _ = admin().resource(object).forceConflicts().serverSideApply();
                });
        awaitPolicies();
    }

    @Test
    default void aPushThatIsOlderThanTheObjectIsRefusedWhoeverSendsIt() {
        namespace("mcm-fenced", OF_ACME);
        admin().resource(service("mcm-fenced", "d-1", "12")).create();
        assertRefused("mcm.dev/version 11 is older than 12", "d-1", "11");
        assertRefused("mcm.dev/version 0 is older than 12", "d-1", null);
        assertRefused("mcm.dev/version x is older than 12", "d-1", "x");
        admin().resource(service("mcm-fenced", "d-1", "12")).update();
        admin().resource(service("mcm-fenced", "d-1", "100")).update();
        assertRefused("mcm.dev/version 13 is older than 100", "d-1", "13");
    }

    @Test
    default void anObjectThatIsNotMcmsIsNotFenced() {
        Service foreign = service("default", "somebodys", "12");
        foreign.getMetadata().setLabels(Map.of());
        admin().resource(foreign).create();
        foreign.getMetadata().setAnnotations(Map.of(PlaneNames.ANNOTATION_VERSION, "1"));
        admin().resource(foreign).update();
        admin().resource(foreign).delete();
    }

    /// Kubernetes makes ReplicaSets of a Deployment, with its labels: these are its controller's.
    @Test
    default void replicaSetsOfARevisionAreFencedAndADeploymentsOwnAreNot() {
        namespace("mcm-sets", OF_ACME);
        admin().resource(replicaSet("mcm-sets", "ours", OF_A_REVISION, "12")).create();
        assertForbidden(
                "mcm.dev/version 11 is older than 12",
                () -> update(replicaSet("mcm-sets", "ours", OF_A_REVISION, "11")));
        assertForbidden(
                "mcm.dev/version 11 is older than 12",
                () -> update(replicaSet("mcm-sets", "ours", MANAGED, "11")));
        update(replicaSet("mcm-sets", "ours", OF_A_REVISION, "13"));

        admin().resource(replicaSet("mcm-sets", "child", MANAGED, "12")).create();
        update(replicaSet("mcm-sets", "child", MANAGED, "11"));
        try (KubernetesClient atc = atc()) {
            String only = "ATC writes only ReplicaSets of a revision";
            assertForbidden(
                    only, () -> atc.resource(replicaSet("mcm-sets", "new", MANAGED, "1")).create());
            apply(atc, replicaSet("mcm-sets", "theirs", OF_A_REVISION, "1"));
            apply(atc, replicaSet("mcm-sets", "ours", OF_A_REVISION, "14"));
            assertForbidden(only, () -> apply(atc, replicaSet("mcm-sets", "child", MANAGED, "15")));
            assertForbidden(
                    only,
                    () -> atc.resource(replicaSet("mcm-sets", "child", MANAGED, "15")).delete());
            atc.resource(replicaSet("mcm-sets", "ours", OF_A_REVISION, "14")).delete();
        }
    }

    /// Again when the plane's controller has written the status in between.
    private void update(HasMetadata object) {
        for (int attempt = 1; ; attempt++) {
            try {
                admin().resource(object).update();
                return;
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == 10) {
                    throw e;
                }
            }
        }
    }

    private static void apply(KubernetesClient atc, HasMetadata object) {
        atc.resource(object)
                .fieldManager(PlaneNames.FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply();
    }

    /// Taking the label off in the same request is no way around the fence.
    @Test
    default void theFenceHoldsForAnObjectThatLosesItsLabel() {
        namespace("mcm-label", OF_ACME);
        admin().resource(service("mcm-label", "d-1", "5")).create();
        Service bare = service("mcm-label", "d-1", "4");
        bare.getMetadata().setLabels(Map.of());
        assertForbidden("older than 5", () -> admin().resource(bare).update());
    }

    @Test
    default void versionsInTheFenceOnlyGrow() {
        namespace("mcm-fence-grows", OF_ACME);
        admin().resource(fence("mcm-fence-grows", Map.of("d-1", "9", "d-2", "3"))).create();
        admin().resource(fence("mcm-fence-grows", Map.of("d-1", "10", "d-2", "3", "d-3", "1")))
                .update();
        String grows = "would become lower or vanish";
        assertForbidden(
                grows,
                () ->
                        admin().resource(
                                        fence(
                                                "mcm-fence-grows",
                                                Map.of("d-1", "9", "d-2", "3", "d-3", "1")))
                                .update());
        assertForbidden(
                grows,
                () ->
                        admin().resource(fence("mcm-fence-grows", Map.of("d-1", "11", "d-2", "3")))
                                .update());
    }

    @Test
    default void theFenceGoesOnlyWithItsNamespace() {
        Namespace namespace = namespace("mcm-going", OF_ACME);
        ConfigMap fence = admin().resource(fence("mcm-going", Map.of("d-1", "9"))).create();
        assertForbidden("goes only with its namespace", () -> admin().resource(fence).delete());
        admin().resource(namespace).delete();
        assertThatCode(() ->
                        Waiting.until(
                                "the fence to be deleted with its namespace",
                                PATIENCE,
                                () -> deleted(fence)))
                .doesNotThrowAnyException();
    }

    @Test
    default void atcWritesMcmsObjectsInMcmsNamespacesAndNothingElse() {
        namespace("mcm-bounds", OF_ACME);
        namespace("bystander", Map.of());
        try (KubernetesClient atc = atc()) {
            atc.resource(service("mcm-bounds", "d-1", "1")).create();
            atc.resource(fence("mcm-bounds", Map.of("d-1", "1"))).create();
            atc.resource(
                            new NamespaceBuilder()
                                    .withMetadata(meta("", "mcm-bounds-new", OF_ACME))
                                    .build())
                    .create();
            atc.resource(map(PlaneNames.SYSTEM_NAMESPACE, "mcm-routes-07", MANAGED)).create();

            String there = "ATC writes only there";
            assertForbidden(there, () -> atc.resource(service("bystander", "d-1", "1")).create());
            assertForbidden(
                    there, () -> atc.resource(map("mcm-bounds", "other", MANAGED)).create());
            assertForbidden(
                    there,
                    () -> atc.resource(service(PlaneNames.SYSTEM_NAMESPACE, "d-1", "1")).create());
            assertForbidden(
                    "ATC writes only MCM's own objects",
                    () ->
                            atc.resource(map("mcm-bounds", PlaneNames.FENCE + "-2", Map.of()))
                                    .create());
            assertForbidden(
                    "ATC writes only MCM's namespaces",
                    () ->
                            atc.resource(
                                            new NamespaceBuilder()
                                                    .withMetadata(meta("", "kube-mine", MANAGED))
                                                    .build())
                                    .create());
        }
    }

    @Test
    default void aRefusalNamesThePolicyAndBothVersions() {
        namespace("mcm-named", OF_ACME);
        try (KubernetesClient atc = atc()) {
            push(atc, "8");
            assertForbidden(
                    "services \"d-1\" is forbidden: ValidatingAdmissionPolicy"
                            + " 'mcm-wp-push-fence' with binding 'mcm-wp-push-fence' denied"
                            + " request: mcm.dev/version 7 is older than 8, which is on the plane"
                            + " (expected: at least that)",
                    () -> push(atc, "7"));
            push(atc, "10");
        }
    }

    private static void push(KubernetesClient atc, String version) {
        apply(atc, service("mcm-named", "d-1", version));
    }

    @Test
    default void atcMayDoOnlyWhatItsRolesSay() {
        try (KubernetesClient atc = atc()) {
            assertForbidden(
                    "cannot list resource \"pods\"", () -> atc.pods().inAnyNamespace().list());
            assertForbidden(
                    "cannot list resource \"secrets\"",
                    () -> atc.secrets().inAnyNamespace().list());
        }
    }

    /// A policy takes effect a moment after its binding is there.
    private void awaitPolicies() throws InterruptedException {
        namespace("mcm-probe", OF_ACME);
        Waiting.until("the policies to be in force", PATIENCE, () -> fenceIsUp() && boundsAreUp());
    }

    private boolean fenceIsUp() {
        admin().resource(service("mcm-probe", "fence", "1")).delete();
        admin().resource(service("mcm-probe", "fence", "1")).create();
        ConfigMap fence = fence("mcm-probe", Map.of("d", "2"));
        return refused(() -> admin().resource(service("mcm-probe", "fence", "0")).update())
                && refused(() -> {
                    admin().resource(fence).createOr(existing -> fence);
                    admin().resource(fence("mcm-probe", Map.of("d", "1"))).update();
                });
    }

    private boolean boundsAreUp() {
        try (KubernetesClient atc = atc()) {
            return refused(() -> atc.resource(map("default", "bounds", MANAGED)).dryRun().create());
        }
    }

    private static boolean refused(Runnable write) {
        try {
            write.run();
            return false;
        } catch (KubernetesClientException e) {
            return e.getCode() == 403;
        }
    }

    private boolean deleted(ConfigMap fence) {
        try {
            admin().resource(fence).delete();
            return true;
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    private void assertRefused(String message, String name, @Nullable String version) {
        Service update = service("mcm-fenced", name, "0");
        update.getMetadata()
                .setAnnotations(
                        version == null
                                ? Map.of()
                                : Map.of(PlaneNames.ANNOTATION_VERSION, version));
        assertForbidden(message, () -> admin().resource(update).update());
    }

    private static void assertForbidden(String message, Runnable write) {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(write::run)
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(403))
                .withMessageContaining(message);
    }

    private Namespace namespace(String name, Map<String, String> labels) {
        return admin().resource(new NamespaceBuilder().withMetadata(meta("", name, labels)).build())
                .serverSideApply();
    }

    private static Service service(String namespace, String name, String version) {
        ObjectMeta metadata = meta(namespace, name, MANAGED);
        metadata.setAnnotations(Map.of(PlaneNames.ANNOTATION_VERSION, version));
        return new ServiceBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }

    private static ReplicaSet replicaSet(
            String namespace, String name, Map<String, String> labels, String version) {
        Map<String, String> selector = Map.of("app", name);
        ObjectMeta metadata = meta(namespace, name, labels);
        metadata.setAnnotations(Map.of(PlaneNames.ANNOTATION_VERSION, version));
        return new ReplicaSetBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withReplicas(0)
                .withNewSelector()
                .withMatchLabels(selector)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(selector)
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .addNewContainer()
                .withName("model")
                .withImage("registry.example/model:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static ConfigMap fence(String namespace, Map<String, String> versions) {
        ConfigMap fence = map(namespace, PlaneNames.FENCE, OF_ACME);
        fence.setData(versions);
        return fence;
    }

    private static ConfigMap map(String namespace, String name, Map<String, String> labels) {
        return new ConfigMapBuilder().withMetadata(meta(namespace, name, labels)).build();
    }

    private static ObjectMeta meta(String namespace, String name, Map<String, String> labels) {
        return new ObjectMetaBuilder()
                .withNamespace(namespace.isEmpty() ? null : namespace)
                .withName(name)
                .withLabels(labels)
                .build();
    }
}
