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
import dev.mcm.state.placement.WorkloadKind;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.Shape;
import dev.mcm.type.v1.ShapeOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Workloads of revisions: version 1 of the deployment runs image i:1, version 2, the current one,
/// image i:2.
final class ReplicaSetManifestTest {
    private static final DeploymentId ID = new DeploymentId("d-0123456789");
    private static final InstanceTypeName A10 = new InstanceTypeName("a10");
    private static final PodRevision FIRST = new PodRevision("00000000a1");
    private static final PodRevision SECOND = new PodRevision("00000000a2");

    /// A Deployment from before selects by deployment and instance type: one that it selects too
    /// would be scaled to nothing by it.
    @Test
    @SuppressWarnings("unchecked")
    void aRowOfARevisionBecomesAReplicaSetThatKnowsItsPodsByIt() {
        Map<String, Object> tree = wanted(placed(FIRST, 2, 1, 7)).workloads().getFirst().tree();

        assertThat(tree).containsEntry("kind", "ReplicaSet").containsEntry("apiVersion", "apps/v1");
        Map<String, String> selector =
                Map.of(
                        "mcm.dev/deployment", "d-0123456789",
                        "mcm.dev/instance-type", "a10",
                        "mcm.dev/revision", "00000000a1");
        assertThat(at(tree, "metadata", "name"))
                .asString()
                .matches("d-0123456789-00000000a1-[0-9a-f]{8}");
        assertThat(at(tree, "metadata", "annotations")).isEqualTo(Map.of("mcm.dev/version", "7"));
        assertThat(at(tree, "metadata", "labels"))
                .isEqualTo(
                        Map.of(
                                "team", "search",
                                "mcm.dev/managed", "true",
                                "mcm.dev/organization", "acme",
                                "mcm.dev/model", "m-0123456789",
                                "mcm.dev/deployment", "d-0123456789",
                                "mcm.dev/deployment-version", "1",
                                "mcm.dev/revision", "00000000a1"));
        Map<String, String> ofPods = new HashMap<>(selector);
        ofPods.putAll((Map<String, String>) at(tree, "metadata", "labels"));
        assertThat(at(tree, "spec", "template", "metadata", "labels")).isEqualTo(ofPods);
        assertThat(at(tree, "spec", "selector", "matchLabels")).isEqualTo(selector);
        assertThat(at(tree, "spec"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("replicas", "selector", "template");
    }

    @Test
    void eachRowIsRenderedForItsOwnVersionAndWhatAllShareForTheCurrentOne() {
        WantedState wanted = wanted(placed(FIRST, 1, 1, 7), placed(SECOND, 3, 2, 9));

        assertThat(wanted.workloads()).hasSize(2);
        assertThat(wanted.workloads().getFirst().tree().toString())
                .contains("image=i:1", "team=search", "deployment-version=1");
        assertThat(wanted.workloads().getLast().tree().toString())
                .contains("image=i:2", "team=ranking", "deployment-version=2");
        assertThat(wanted.access()).hasSize(2);
        assertThat(wanted.access().getFirst().tree().toString())
                .contains("team=ranking")
                .doesNotContain("mcm.dev/revision");
        assertThat(wanted.access()).allMatch(manifest -> manifest.pushVersion() == 9);
    }

    @Test
    void whateverRenderedTheReplicaSetThatIsThereItIsChangedIntoTheNewestWay() {
        Manifest wanted = wanted(placed(FIRST, 2, 1, 7)).workloads().getFirst();
        Map<String, Object> byAnOlderAtc =
                Map.of(
                        "metadata",
                        Map.of("annotations", Map.of("mcm.dev/version", "7")),
                        "spec",
                        Map.of(
                                "template",
                                Map.of(
                                        "metadata",
                                        Objects.requireNonNull(
                                                at(wanted.tree(), "spec", "template", "metadata")),
                                        "spec",
                                        Map.of())));

        Optional<String> difference = ManifestDifference.ANY.first(wanted, byAnOlderAtc);

        assertThat(wanted.over(byAnOlderAtc).tree()).isEqualTo(wanted.tree());
        assertThat(at(wanted.tree(), "spec", "template", "spec", "automountServiceAccountToken"))
                .isEqualTo(false);
        assertThat(difference).isPresent();
    }

    @Test
    void aWorkloadFromBeforeStandsBesideThoseOfRevisions() {
        PlacementKey key = new PlacementKey(ID, new PlaneId("p"), A10, PodRevision.UNKNOWN);
        PlacedReplicas before =
                new PlacedReplicas(
                        A10, key.revision(), Workload.deployment(key), 1, 1, spec("i:1"), 7);

        WantedState wanted = wanted(before, placed(SECOND, 1, 2, 9));

        assertThat(wanted.kept())
                .extracting(ManifestKey::toString)
                .contains("Deployment mcm-acme/d-0123456789-a10")
                .anyMatch(name -> name.startsWith("ReplicaSet mcm-acme/d-0123456789-00000000a2-"));
        assertThat(wanted.workloads().getFirst().tree().toString()).doesNotContain("revision=");
    }

    private static WantedState wanted(PlacedReplicas... placed) {
        PushedDeployment deployment =
                new PushedDeployment(
                        ID,
                        new OrganizationId("acme"),
                        new ModelId("m-0123456789"),
                        2,
                        false,
                        spec("i:2"));
        return ManifestPolicy.wanted(deployment, List.of(placed), 0);
    }

    private static PlacedReplicas placed(
            PodRevision revision, int replicas, long specVersion, long version) {
        PlacementKey key = new PlacementKey(ID, new PlaneId("p"), A10, revision);
        return new PlacedReplicas(
                A10,
                revision,
                Workload.of(WorkloadKind.REPLICA_SET, key),
                replicas,
                specVersion,
                spec("i:" + specVersion),
                version);
    }

    private static ResolvedSpec spec(String image) {
        Shape shape = Shape.newBuilder().setCpuMilli(1000).setMemoryMib(512).build();
        return ResolvedSpec.newBuilder()
                .setSpec(
                        DeploymentSpec.newBuilder()
                                .setImage(image)
                                .setPort(8080)
                                .putLabels("team", image.equals("i:1") ? "search" : "ranking"))
                .addOptions(ShapeOption.newBuilder().setInstanceType("a10").setShape(shape))
                .build();
    }

    private static Object at(Map<String, ?> tree, String... path) {
        return Objects.requireNonNull(TemplateGeneration.at(tree, path));
    }
}
