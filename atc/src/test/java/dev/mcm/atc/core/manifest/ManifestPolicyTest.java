package dev.mcm.atc.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.placement.PlacementKey;
import dev.mcm.state.placement.Workload;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.SecretEnv;
import dev.mcm.type.v1.Shape;
import dev.mcm.type.v1.ShapeOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ManifestPolicyTest {
    private static final DeploymentId ID = new DeploymentId("d-0123456789");
    private static final InstanceTypeName A10 = new InstanceTypeName("a10");

    @Test
    void aPlacementBecomesADeploymentAServiceAndARoute() {
        WantedState wanted = ManifestPolicy.wanted(facts(false), List.of(placed(2, 1, 7)), 0);

        assertThat(wanted.pushVersion()).isEqualTo(7);
        assertThat(wanted.workloads())
                .extracting(m -> m.key().toString())
                .containsExactly("Deployment mcm-acme/d-0123456789-a10");
        assertThat(wanted.access())
                .extracting(m -> m.key().toString())
                .containsExactly(
                        "Service mcm-acme/d-0123456789", "HTTPRoute mcm-acme/d-0123456789");
        assertThat(wanted.kept()).hasSize(3);
    }

    @Test
    void theDeploymentIsWhatThePlaneContractSays() {
        Map<String, ?> tree =
                ManifestPolicy.wanted(facts(false), List.of(placed(2, 1, 7)), 0)
                        .workloads()
                        .getFirst()
                        .tree();

        assertThat(at(tree, "metadata.annotations"))
                .isEqualTo(Map.of("mcm.dev/version", "7", "mcm.dev/template", "3"));
        assertThat(at(tree, "metadata.labels"))
                .isEqualTo(
                        Map.of(
                                "team", "search",
                                "mcm.dev/managed", "true",
                                "mcm.dev/organization", "acme",
                                "mcm.dev/model", "m-0123456789",
                                "mcm.dev/deployment", "d-0123456789",
                                "mcm.dev/deployment-version", "1",
                                "mcm.dev/instance-type", "a10"));
        assertThat(at(tree, "spec.replicas")).isEqualTo(2);
        assertThat(at(tree, "spec.strategy.rollingUpdate"))
                .isEqualTo(Map.of("maxSurge", "25%", "maxUnavailable", 0));
        assertThat(at(tree, "spec.template.metadata.labels"))
                .isEqualTo(at(tree, "metadata.labels"));
        assertThat(at(tree, "spec.template.spec.nodeSelector"))
                .isEqualTo(Map.of("mcm.dev/gpu-type", "A10"));
        assertThat(at(tree, "spec.template.spec.terminationGracePeriodSeconds")).isEqualTo(95);
        assertThat(at(tree, "spec.template.spec.tolerations"))
                .isEqualTo(
                        List.of(
                                Map.of(
                                        "key",
                                        "gpu",
                                        "operator",
                                        "Equal",
                                        "value",
                                        "a10",
                                        "effect",
                                        "NoSchedule"),
                                Map.of(
                                        "key",
                                        "spot",
                                        "operator",
                                        "Exists",
                                        "effect",
                                        "NoExecute")));
    }

    @Test
    void theContainerAsksForWholeGpusInCanonicalQuantities() {
        Map<?, ?> container =
                container(ManifestPolicy.wanted(facts(false), List.of(placed(1, 1, 7)), 0));

        assertThat(container.get("resources"))
                .isEqualTo(
                        Map.of(
                                "requests",
                                        Map.of(
                                                "cpu",
                                                "1500m",
                                                "memory",
                                                "16Gi",
                                                "nvidia.com/gpu",
                                                "2"),
                                "limits", Map.of("memory", "16Gi", "nvidia.com/gpu", "2")));
        assertThat(container.get("env"))
                .isEqualTo(
                        List.of(
                                Map.of("name", "EMPTY"),
                                Map.of("name", "NAME", "value", "llama"),
                                Map.of(
                                        "name",
                                        "TOKEN",
                                        "valueFrom",
                                        Map.of(
                                                "secretKeyRef",
                                                Map.of("name", "hf", "key", "token")))));
        assertThat(container.get("lifecycle"))
                .isEqualTo(Map.of("preStop", Map.of("sleep", Map.of("seconds", 5))));
    }

    @Test
    void aShareOfAGpuIsAskedForInThousandths() {
        Shape share =
                Shape.newBuilder()
                        .setCpuMilli(1000)
                        .setMemoryMib(512)
                        .setGpuCount(1)
                        .setGpuMilli(250)
                        .setGpuType("A10")
                        .build();
        PushedDeployment facts = facts(false, share);
        Map<?, ?> container =
                container(
                        ManifestPolicy.wanted(
                                facts, List.of(placed(A10, 1, 1, facts.spec(), 7)), 0));

        assertThat(container.get("resources"))
                .isEqualTo(
                        Map.of(
                                "requests",
                                        Map.of(
                                                "cpu",
                                                "1",
                                                "memory",
                                                "512Mi",
                                                "mcm.dev/gpu-milli",
                                                "250"),
                                "limits", Map.of("memory", "512Mi", "mcm.dev/gpu-milli", "250")));
    }

    @Test
    void anOrganisationsNamespaceTakesNoPodsBeyondTheBaseline() {
        assertThat(
                        at(
                                ManifestPolicy.namespace(new OrganizationId("acme")).tree(),
                                "metadata.labels"))
                .isEqualTo(
                        Map.of(
                                "mcm.dev/managed", "true",
                                "mcm.dev/organization", "acme",
                                "pod-security.kubernetes.io/enforce", "baseline"));
    }

    @Test
    void zeroReplicasMeanNothingAtAll() {
        WantedState wanted = ManifestPolicy.wanted(facts(false), List.of(placed(0, 1, 9)), 0);

        assertThat(wanted.isNothing()).isTrue();
        assertThat(wanted.access()).isEmpty();
        assertThat(wanted.pushVersion()).isEqualTo(9);
    }

    @Test
    void oneOfTwoInstanceTypesAtZeroLeavesTheOther() {
        PlacedReplicas gone = placed("h100", 0, 12);

        WantedState wanted = ManifestPolicy.wanted(facts(false), List.of(placed(1, 1, 7), gone), 0);

        assertThat(wanted.workloads()).hasSize(1);
        assertThat(wanted.access()).hasSize(2);
        assertThat(wanted.pushVersion()).isEqualTo(12);
    }

    @Test
    void nothingOfARemovedDeploymentIsWanted() {
        assertThat(ManifestPolicy.wanted(facts(true), List.of(placed(3, 1, 7)), 0).isNothing())
                .isTrue();
    }

    @Test
    void aPlacementOfWhichTheSpecIsNotKnownOrHasNoSuchOptionIsHeldAsItIs() {
        PlacedReplicas known = placed(2, 1, 7);
        PlacedReplicas unknown =
                new PlacedReplicas(
                        A10, known.revision(), known.workload(), 2, 1, null, known.pushVersion());
        WantedState wanted =
                ManifestPolicy.wanted(facts(false), List.of(unknown, placed("h100", 1, 3)), 0);

        assertThat(wanted.workloads()).isEmpty();
        assertThat(wanted.held())
                .extracting(ManifestKey::name)
                .containsExactlyInAnyOrder("d-0123456789-a10", "d-0123456789-h100");
        assertThat(wanted.isNothing()).isFalse();
    }

    @Test
    void quantitiesAreCanonical() {
        assertThat(QuantityText.cpu(2000)).isEqualTo("2");
        assertThat(QuantityText.cpu(2500)).isEqualTo("2500m");
        assertThat(QuantityText.memory(1)).isEqualTo("1Mi");
        assertThat(QuantityText.memory(1536)).isEqualTo("1536Mi");
        assertThat(QuantityText.memory(2_097_152)).isEqualTo("2Ti");
        assertThat(QuantityText.count(8)).isEqualTo("8");
        assertThat(QuantityText.count(1000)).isEqualTo("1k");
    }

    @Test
    void theFenceLetsOnlyEqualOrHigherVersionsPass() {
        Map<String, String> fence = Map.of(ID.value(), "7", "d-zzzzzzzzzz", "99");

        assertThat(FencePolicy.decide(fence, ID, 6)).isEqualTo(FencePolicy.Decision.STALE);
        assertThat(FencePolicy.decide(fence, ID, 7)).isEqualTo(FencePolicy.Decision.PASS);
        assertThat(FencePolicy.decide(fence, ID, 8)).isEqualTo(FencePolicy.Decision.RAISE);
        assertThat(FencePolicy.decide(Map.of(), ID, 1)).isEqualTo(FencePolicy.Decision.RAISE);
        assertThat(
                        at(
                                FencePolicy.manifest(
                                                new OrganizationId("acme"),
                                                FencePolicy.raised(fence, ID, 8))
                                        .tree(),
                                "data"))
                .isEqualTo(Map.of(ID.value(), "8", "d-zzzzzzzzzz", "99"));
    }

    private static Map<?, ?> container(WantedState wanted) {
        List<?> containers =
                (List<?>) at(wanted.workloads().getFirst().tree(), "spec.template.spec.containers");
        return (Map<?, ?>) containers.getFirst();
    }

    private static Object at(Map<String, ?> tree, String path) {
        Object value = tree;
        for (String name : path.split("\\.")) {
            value = ((Map<?, ?>) value).get(name);
            assertThat(value).as(path).isNotNull();
        }
        return value;
    }

    private static PlacedReplicas placed(int replicas, long specVersion, long version) {
        return placed(A10, replicas, specVersion, facts(false).spec(), version);
    }

    private static PlacedReplicas placed(String instanceType, int replicas, long version) {
        return placed(
                new InstanceTypeName(instanceType), replicas, 1, facts(false).spec(), version);
    }

    /// From before there were revisions.
    private static PlacedReplicas placed(
            InstanceTypeName type,
            int replicas,
            long specVersion,
            ResolvedSpec spec,
            long version) {
        PlacementKey key = new PlacementKey(ID, new PlaneId("p1"), type, PodRevision.UNKNOWN);
        return new PlacedReplicas(
                type,
                key.revision(),
                Workload.deployment(key),
                replicas,
                specVersion,
                spec,
                version);
    }

    /// A version that was created before options had tolerations keeps its template: its pods do
    /// not restart.
    @Test
    void onlyVersionsThatHaveTolerationsForTheirGpusRenderThem() {
        PushedDeployment before = facts(false);
        ResolvedSpec.Builder newer = before.spec().toBuilder();
        newer.getOptionsBuilder(0).addTolerations("nvidia.com/gpu:NoSchedule");
        PushedDeployment after =
                new PushedDeployment(
                        before.id(),
                        before.organization(),
                        before.model(),
                        before.specVersion(),
                        before.removed(),
                        newer.build());
        assertThat(tolerationKeys(before)).containsExactly("gpu", "spot");
        assertThat(tolerationKeys(after)).containsExactly("gpu", "spot", "nvidia.com/gpu");
    }

    private static List<Object> tolerationKeys(PushedDeployment facts) {
        Map<String, Object> tree =
                ManifestPolicy.wanted(facts, List.of(placed(A10, 1, 1, facts.spec(), 1)), 0)
                        .workloads()
                        .getFirst()
                        .tree();
        List<?> tolerations = (List<?>) at(tree, "spec.template.spec.tolerations");
        return tolerations.stream()
                .<Object>map(toleration -> ((Map<?, ?>) toleration).get("key"))
                .toList();
    }

    private static PushedDeployment facts(boolean removed) {
        return facts(
                removed,
                Shape.newBuilder()
                        .setCpuMilli(1500)
                        .setMemoryMib(16_384)
                        .setGpuCount(2)
                        .setGpuMilli(1000)
                        .setGpuType("A10")
                        .build());
    }

    private static PushedDeployment facts(boolean removed, Shape shape) {
        DeploymentSpec.Builder spec =
                DeploymentSpec.newBuilder()
                        .setImage("i:1")
                        .setPort(8080)
                        .setLongestRequestSeconds(90)
                        .putEnv("NAME", "llama")
                        .putEnv("EMPTY", "")
                        .putLabels("team", "search")
                        .addSecretEnv(
                                SecretEnv.newBuilder()
                                        .setName("TOKEN")
                                        .setSecret("hf")
                                        .setKey("token"));
        spec.getPlacementBuilder()
                .addTolerations("gpu=a10:NoSchedule")
                .addTolerations("spot:NoExecute");
        ResolvedSpec resolved =
                ResolvedSpec.newBuilder()
                        .setSpec(spec)
                        .addOptions(ShapeOption.newBuilder().setInstanceType("a10").setShape(shape))
                        .build();
        return new PushedDeployment(
                ID, new OrganizationId("acme"), new ModelId("m-0123456789"), 1, removed, resolved);
    }
}
