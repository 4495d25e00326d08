package dev.mcm.testkit.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.testkit.plane.registry.DeleteRequest;
import dev.mcm.testkit.plane.registry.WriteRequest;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeadlessPlaneTest {

    private static final String IMAGE = "model:1";
    private static final ObjectKey KEY = new ObjectKey(Fixtures.NAMESPACE, "d-1-a100");
    private static final Duration LONG = Duration.ofMinutes(10);

    private final ManualTime clock = new ManualTime();
    private final PlaneTimings timings = PlaneTimings.realistic();
    private final HeadlessPlane plane =
            HeadlessPlane.on(
                    clock,
                    PlaneOptions.of(
                                    "aws-1",
                                    SimulatedNode.gpu("n1", "A100", 4),
                                    SimulatedNode.gpu("n2", "A100", 4))
                            .withTimings(timings)
                            .withBinder(PlaneBinder.PACKING)); // one node's death takes them all

    @BeforeEach
    void createNamespace() {
        ObjectNode namespace = Trees.object();
        namespace.putObject("metadata").put("name", Fixtures.NAMESPACE);
        plane.registry()
                .create(
                        new WriteRequest(
                                ResourceTypes.NAMESPACE,
                                ObjectKey.ofCluster(""),
                                "t",
                                false,
                                false),
                        namespace);
    }

    private void deploy(String image, int replicas) {
        String json =
                new KubernetesSerialization().asJson(Fixtures.deployment("d-1", image, replicas));
        plane.registry()
                .apply(
                        new WriteRequest(ResourceTypes.DEPLOYMENT, KEY, "mcm-atc", false, false),
                        (ObjectNode) Trees.parse(json),
                        true);
    }

    private void deployAndSettle(String image, int replicas) {
        deploy(image, replicas);
        clock.advance(LONG);
        assertThat(ready()).isEqualTo(replicas);
    }

    private StoredObject deployment() {
        return plane.object(ResourceTypes.DEPLOYMENT, KEY.namespace(), KEY.name()).orElseThrow();
    }

    private long ready() {
        return plane.pods().stream().filter(p -> p.ready() && !p.terminating()).count();
    }

    private void edit(ResourceType type, ObjectKey key, Consumer<ObjectNode> change) {
        plane.registry()
                .edit(
                        type,
                        key,
                        tree -> {
                            change.accept(tree);
                            return tree;
                        });
    }

    @Test
    void aPodPullsLoadsAndBecomesReadyInItsTime() {
        deploy(IMAGE, 1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(plane.pods()).singleElement().extracting(PodView::phase).isEqualTo("Pending");
        clock.advance(Duration.ofSeconds(48));
        assertThat(plane.pods()).singleElement().extracting(PodView::phase).isEqualTo("Running");
        assertThat(ready()).isZero();
        clock.advance(Duration.ofSeconds(72));
        assertThat(ready()).isEqualTo(1);
        assertThat(deployment().number(0, "status", "availableReplicas")).isEqualTo(1);
        assertThat(deployment().number(0, "status", "observedGeneration")).isEqualTo(1);
    }

    @Test
    void aRollingUpdateNeverFallsBelowWhatMustBeAvailable() {
        deployAndSettle(IMAGE, 4);
        deploy("model:2", 4);
        int most = 0;
        for (int second = 0; second < 1200; second++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(ready()).isGreaterThanOrEqualTo(3);
            long alive = plane.pods().stream().filter(p -> !p.terminating()).count();
            most = Math.max(most, (int) alive);
        }
        assertThat(most).isEqualTo(5);
        assertThat(ready()).isEqualTo(4);
        assertThat(plane.pods()).hasSize(4);
        assertThat(plane.objects(ResourceTypes.POD))
                .allSatisfy(p ->
                        assertThat(p.at("spec", "containers").path(0).path("image").asText())
                                .isEqualTo("model:2"));
        assertThat(plane.objects(ResourceTypes.REPLICA_SET)).hasSize(2);
    }

    @Test
    void podsThatFitNowhereWaitUntilRoomAppears() {
        deploy(IMAGE, 9);
        clock.advance(LONG);
        assertThat(ready()).isEqualTo(8);
        StoredObject pending =
                plane.objects(ResourceTypes.POD).stream()
                        .filter(p -> p.text("spec", "nodeName").isEmpty())
                        .findFirst()
                        .orElseThrow();
        assertThat(pending.at("status", "conditions").toString())
                .contains(
                        "Unschedulable", "0/2 nodes are available: 2 Insufficient nvidia.com/gpu.");

        plane.controllers().nodes().add(SimulatedNode.gpu("n3", "A100", 1));
        clock.advance(LONG);
        assertThat(ready()).isEqualTo(9);
    }

    @Test
    void noGpuIsGivenOutTwice() {
        deployAndSettle(IMAGE, 8);
        List<String> held =
                plane.pods().stream().map(p -> p.node() + "/" + p.gpuIndex()).sorted().toList();
        assertThat(held)
                .containsExactly("n1/0", "n1/1", "n1/2", "n1/3", "n2/0", "n2/1", "n2/2", "n2/3");
    }

    @Test
    void aScaleDownTakesTheCheapestPods() {
        deployAndSettle(IMAGE, 3);
        PodView dear = plane.pods().get(1);
        for (PodView pod : plane.pods()) {
            int cost = pod.equals(dear) ? 10 : 5;
            edit(
                    ResourceTypes.POD,
                    new ObjectKey(pod.namespace(), pod.name()),
                    t ->
                            Trees.ensure(t, "metadata", "annotations")
                                    .put(
                                            "controller.kubernetes.io/pod-deletion-cost",
                                            Integer.toString(cost)));
        }
        deployAndSettle(IMAGE, 1);
        assertThat(plane.pods()).extracting(PodView::name).containsExactly(dear.name());
    }

    @Test
    void podsOfADeadNodeAreReplacedAndGoWhenItIsBack() {
        deployAndSettle(IMAGE, 4);
        String node = plane.pods().getFirst().node();
        plane.controllers().nodes().setDown(node, true);
        clock.advance(timings.nodeDetection().plusSeconds(1));
        assertThat(ready()).isZero();
        clock.advance(timings.podEviction().plus(LONG));
        assertThat(ready()).isEqualTo(4);
        assertThat(plane.pods().stream().filter(PodView::terminating)).hasSize(4);

        plane.controllers().nodes().setDown(node, false);
        clock.advance(LONG);
        assertThat(plane.pods()).hasSize(4).noneMatch(PodView::terminating);
    }

    @Test
    void deletingADeploymentTakesItsSetsAndPodsAlong() {
        deployAndSettle(IMAGE, 2);
        plane.registry().delete(ResourceTypes.DEPLOYMENT, KEY, DeleteRequest.PLAIN);
        clock.advance(LONG);
        assertThat(plane.pods()).isEmpty();
        assertThat(plane.objects(ResourceTypes.REPLICA_SET)).isEmpty();
    }

    @Test
    void orphansStay() {
        deployAndSettle(IMAGE, 2);
        plane.registry()
                .delete(
                        ResourceTypes.DEPLOYMENT,
                        KEY,
                        new DeleteRequest(DeleteRequest.Propagation.ORPHAN, -1, "", "", false));
        clock.advance(LONG);
        assertThat(plane.objects(ResourceTypes.DEPLOYMENT)).isEmpty();
        assertThat(plane.pods()).hasSize(2);
    }

    @Test
    void deletingANamespaceEmptiesIt() {
        deployAndSettle(IMAGE, 2);
        plane.registry()
                .delete(
                        ResourceTypes.NAMESPACE,
                        ObjectKey.ofCluster(Fixtures.NAMESPACE),
                        DeleteRequest.PLAIN);
        clock.advance(LONG);
        for (ResourceType type : ResourceTypes.ALL) {
            assertThat(plane.objects(type))
                    .as(type.plural())
                    .noneMatch(o -> o.key().namespace().equals(Fixtures.NAMESPACE));
        }
        assertThat(plane.object(ResourceTypes.NAMESPACE, "", Fixtures.NAMESPACE)).isEmpty();
    }

    @Test
    void aBrokenImageIsReportedAndHealsWhenItCanBePulled() {
        plane.controllers().kubelet().setImageBroken(IMAGE, true);
        deploy(IMAGE, 1);
        clock.advance(LONG);
        assertThat(plane.objects(ResourceTypes.POD).getFirst().tree().toString())
                .contains("ImagePullBackOff");
        plane.controllers().kubelet().setImageBroken(IMAGE, false);
        clock.advance(LONG);
        assertThat(ready()).isEqualTo(1);
    }

    @Test
    void aRolloutThatDoesNotMoveIsReportedAsStuck() {
        plane.controllers().kubelet().setImageCrashing(IMAGE, true);
        deploy(IMAGE, 1);
        clock.advance(Duration.ofMinutes(11));
        assertThat(deployment().tree().toString()).contains("ProgressDeadlineExceeded");
        assertThat(plane.objects(ResourceTypes.POD).getFirst().tree().toString())
                .contains("\"terminated\":{\"exitCode\":1,\"reason\":\"Error\"");
    }

    @Test
    void theSameSeedGivesTheSamePlane() {
        deployAndSettle(IMAGE, 3);
        ManualTime other = new ManualTime();
        HeadlessPlane twin =
                HeadlessPlane.on(
                        other,
                        PlaneOptions.of(
                                        "aws-1",
                                        SimulatedNode.gpu("n1", "A100", 4),
                                        SimulatedNode.gpu("n2", "A100", 4))
                                .withTimings(timings));
        assertThat(twin.objects(ResourceTypes.NODE).stream().map(StoredObject::uid))
                .containsExactlyElementsOf(
                        plane.objects(ResourceTypes.NODE).stream().map(StoredObject::uid).toList());
    }
}
