package dev.mcm.it.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mcm.atc.core.manifest.DriftPolicy;
import dev.mcm.atc.core.manifest.ManifestPolicy;
import dev.mcm.it.walls.ProjectClasses;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.Waiting;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Whoever has ATC's token on a plane can run tenants' pods, and nothing that is more than these.
/// On any API server that the chart is installed on.
interface PlanePodBounds {
    String ORGANIZATION = "pods";
    List<String> EXAMPLES = List.of("vllm", "truss", "cpu-model");

    /// May do everything.
    KubernetesClient admin();

    /// ATC's service account, with the rights that the chart gives it.
    KubernetesClient atc();

    /// Whether the server runs Kubernetes' own Pod Security admission.
    boolean holdsPodSecurity();

    @Test
    default void podsOfRealModelsAreTaken() throws IOException, InterruptedException {
        String namespace = prepare();
        try (KubernetesClient atc = atc()) {
            for (String example : EXAMPLES) {
                ReplicaSet replicaSet = replicaSet(namespace, example, template(example));
                apply(atc, replicaSet);
                apply(atc, replicaSet);
                assertThat(difference(example, atc.resource(replicaSet).get()))
                        .as("%s, read back: what ATC would repair for ever", example)
                        .isEmpty();
                assertThat(admin().resource(pod(replicaSet)).dryRun().create().getSpec())
                        .as(example)
                        .isNotNull();
                atc.resource(replicaSet).delete();
            }
        }
    }

    @Test
    default void podsWithMoreRightsThanATenantsAreRefused()
            throws IOException, InterruptedException {
        String namespace = prepare();
        PodTemplateSpec good = template("vllm");
        try (KubernetesClient atc = atc()) {
            apply(atc, replicaSet(namespace, "running", good));
            for (Map.Entry<String, List<Consumer<PodTemplateSpecBuilder>>> kind :
                    attacks().entrySet()) {
                for (Consumer<PodTemplateSpecBuilder> attack : kind.getValue()) {
                    PodTemplateSpecBuilder builder = new PodTemplateSpecBuilder(good);
                    attack.accept(builder);
                    PodTemplateSpec bad = builder.build();
                    assertRefused(kind.getKey(), atc, replicaSet(namespace, "new", bad));
                    assertRefused(kind.getKey(), atc, replicaSet(namespace, "running", bad));
                    assertRefused(kind.getKey(), atc, deployment(namespace, bad));
                }
            }
            atc.resource(replicaSet(namespace, "running", good)).delete();
        }
    }

    /// The plane's second look, at pods, whoever makes them.
    @Test
    default void podSecurityOfTheNamespaceRefusesThemToo()
            throws IOException, InterruptedException {
        assumeTrue(holdsPodSecurity(), "a simulated plane has no Pod Security admission");
        String namespace = prepare();
        PodTemplateSpecBuilder bad = new PodTemplateSpecBuilder(template("vllm"));
        rights().getFirst().accept(bad);
        Pod pod = pod(replicaSet(namespace, "bad", bad.build()));

        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> admin().resource(pod).dryRun().create())
                .withMessageContaining("violates PodSecurity \"baseline");
    }

    @Test
    default void aNamespaceKeepsItsPodSecurity() throws InterruptedException {
        String namespace = prepare();
        String privileged = "pod-security.kubernetes.io/enforce privileged after ";
        try (KubernetesClient atc = atc()) {
            assertRefused(privileged, atc, namespace(namespace, "privileged"));
            assertRefused(privileged, atc, namespace("mcm-pods-new", "privileged"));
            assertThat(admin().namespaces().withName(namespace).get().getMetadata().getLabels())
                    .containsEntry(PlaneNames.LABEL_POD_SECURITY, PlaneNames.POD_SECURITY);
        }
    }

    /// Pods that ask for more, by what the refusal says.
    private static Map<String, List<Consumer<PodTemplateSpecBuilder>>> attacks() {
        Map<String, List<Consumer<PodTemplateSpecBuilder>>> attacks = new LinkedHashMap<>();
        attacks.put(
                "have nothing of their node's",
                List.of(
                        t -> t.editSpec().withHostNetwork(true).endSpec(),
                        t -> t.editSpec().withHostPID(true).endSpec(),
                        t -> t.editSpec().withHostIPC(true).endSpec()));
        attacks.put(
                "have no volumes of their node's",
                List.of(
                        t ->
                                t.editSpec()
                                        .addNewVolume()
                                        .withName("root")
                                        .withNewHostPath("/", "Directory")
                                        .endVolume()
                                        .endSpec(),
                        t ->
                                t.editSpec()
                                        .addNewVolume()
                                        .withName("token")
                                        .withNewProjected()
                                        .addNewSource()
                                        .withNewServiceAccountToken("", 3600L, "token")
                                        .endSource()
                                        .endProjected()
                                        .endVolume()
                                        .endSpec()));
        attacks.put("get no rights beyond the container runtime's own", rights());
        attacks.put("are confined as the node confines pods", unconfined());
        attacks.put(
                "get no API token",
                List.of(
                        t -> t.editSpec().withServiceAccountName("mcm-atc").endSpec(),
                        t -> t.editSpec().withServiceAccount("mcm-atc").endSpec(),
                        t -> t.editSpec().withAutomountServiceAccountToken(null).endSpec()));
        attacks.put("go where the plane's scheduler lets tenants go", places());
        return attacks;
    }

    private static List<Consumer<PodTemplateSpecBuilder>> rights() {
        return List.of(
                t ->
                        t.editSpec()
                                .editFirstContainer()
                                .editSecurityContext()
                                .withPrivileged(true)
                                .endSecurityContext()
                                .endContainer()
                                .endSpec(),
                t ->
                        t.editSpec()
                                .editFirstContainer()
                                .editSecurityContext()
                                .editCapabilities()
                                .addToAdd("SYS_ADMIN")
                                .endCapabilities()
                                .endSecurityContext()
                                .endContainer()
                                .endSpec(),
                t ->
                        t.editSpec()
                                .addNewInitContainer()
                                .withName("first")
                                .withImage("i")
                                .withNewSecurityContext()
                                .withPrivileged(true)
                                .endSecurityContext()
                                .endInitContainer()
                                .endSpec());
    }

    private static List<Consumer<PodTemplateSpecBuilder>> unconfined() {
        return List.of(
                t ->
                        t.editSpec()
                                .editSecurityContext()
                                .withNewSeccompProfile(null, "Unconfined")
                                .endSecurityContext()
                                .endSpec(),
                t ->
                        t.editSpec()
                                .editFirstContainer()
                                .editSecurityContext()
                                .withNewSeccompProfile(null, "Unconfined")
                                .endSecurityContext()
                                .endContainer()
                                .endSpec(),
                t ->
                        t.editSpec()
                                .editSecurityContext()
                                .addNewSysctl("kernel.shm_rmid_forced", "0")
                                .endSecurityContext()
                                .endSpec(),
                t ->
                        t.editSpec()
                                .editSecurityContext()
                                .withNewSeLinuxOptions("s0", "r", "spc_t", "u")
                                .endSecurityContext()
                                .endSpec());
    }

    private static List<Consumer<PodTemplateSpecBuilder>> places() {
        return List.of(
                t -> t.editSpec().withNodeName("control-plane-1").endSpec(),
                t -> t.editSpec().withPriorityClassName("system-node-critical").endSpec(),
                t ->
                        t.editSpec()
                                .addNewToleration()
                                .withOperator("Exists")
                                .endToleration()
                                .endSpec(),
                t ->
                        t.editSpec()
                                .addNewToleration()
                                .withKey("node-role.kubernetes.io/control-plane")
                                .withOperator("Exists")
                                .endToleration()
                                .endSpec());
    }

    /// A namespace as ATC makes it, with the policy in force.
    private String prepare() throws InterruptedException {
        Map<String, Object> wanted =
                ManifestPolicy.namespace(new OrganizationId(ORGANIZATION)).tree();
        HasMetadata namespace =
                Serialization.unmarshal(
                        Serialization.asJson(wanted), GenericKubernetesResource.class);
        try (KubernetesClient atc = atc()) {
            apply(atc, namespace);
            Waiting.until(
                    "the bounds of pods to be in force",
                    Duration.ofSeconds(60),
                    () -> refuses(atc, namespace("mcm-pods-probe", "privileged")));
        }
        return namespace.getMetadata().getName();
    }

    private static boolean refuses(KubernetesClient atc, HasMetadata object) {
        try {
            atc.resource(object).dryRun().create();
            return false;
        } catch (KubernetesClientException e) {
            return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
        }
    }

    private static void assertRefused(String message, KubernetesClient atc, HasMetadata object) {
        assertThatExceptionOfType(KubernetesClientException.class)
                .as("%s %s", object.getKind(), Serialization.asJson(object))
                .isThrownBy(() -> apply(atc, object))
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(HttpURLConnection.HTTP_FORBIDDEN))
                .withMessageContaining("pod-bounds")
                .withMessageContaining(message);
    }

    private static void apply(KubernetesClient atc, HasMetadata object) {
        atc.resource(object)
                .fieldManager(PlaneNames.FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply();
    }

    private static Namespace namespace(String name, String podSecurity) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED)
                .addToLabels(PlaneNames.LABEL_ORGANIZATION, ORGANIZATION)
                .addToLabels(PlaneNames.LABEL_POD_SECURITY, podSecurity)
                .endMetadata()
                .build();
    }

    private static PodTemplateSpec template(String example) throws IOException {
        return Serialization.unmarshal(yaml(example), PodTemplateSpec.class);
    }

    private static String yaml(String example) throws IOException {
        return Files.readString(
                ProjectClasses.root().resolve("docs/examples/" + example + ".pod.yaml"));
    }

    @SuppressWarnings("unchecked")
    private static Optional<String> difference(String example, ReplicaSet live) throws IOException {
        Map<String, Object> wanted = Serialization.unmarshal(yaml(example), Map.class);
        Map<String, Object> actual =
                Serialization.unmarshal(
                        Serialization.asJson(live.getSpec().getTemplate()), Map.class);
        return DriftPolicy.firstDifference(wanted, actual);
    }

    private static ReplicaSet replicaSet(String namespace, String name, PodTemplateSpec template) {
        return new ReplicaSetBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(template.getMetadata().getLabels())
                .endMetadata()
                .withNewSpec()
                .withReplicas(0)
                .withNewSelector()
                .addToMatchLabels(
                        PlaneNames.LABEL_REVISION,
                        template.getMetadata().getLabels().get(PlaneNames.LABEL_REVISION))
                .endSelector()
                .withTemplate(template)
                .endSpec()
                .build();
    }

    private static HasMetadata deployment(String namespace, PodTemplateSpec template) {
        ReplicaSet as = replicaSet(namespace, "deployment", template);
        return new DeploymentBuilder()
                .withMetadata(as.getMetadata())
                .withNewSpec()
                .withReplicas(0)
                .withSelector(as.getSpec().getSelector())
                .withTemplate(template)
                .endSpec()
                .build();
    }

    private static Pod pod(ReplicaSet of) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(of.getMetadata().getNamespace())
                .withName(of.getMetadata().getName())
                .endMetadata()
                .withSpec(of.getSpec().getTemplate().getSpec())
                .build();
    }
}
