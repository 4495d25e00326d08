package dev.mcm.testkit.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.testkit.plane.gateway.GatewaySource;
import dev.mcm.testkit.plane.gateway.StoreSource;
import dev.mcm.testkit.plane.registry.DeleteRequest;
import dev.mcm.testkit.plane.registry.WriteRequest;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// LeaderWorkerSets: groups of pods on several nodes that live and die together.
class HeadlessGangTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final ObjectKey KEY = new ObjectKey(Fixtures.NAMESPACE, "big");

    private final ManualTime clock = new ManualTime();
    private final VirtualPlane world =
            new VirtualPlane(
                    clock,
                    PlaneOptions.of(
                                    "aws-1",
                                    SimulatedNode.gpu("n1", "H100", 8),
                                    SimulatedNode.gpu("n2", "H100", 8),
                                    SimulatedNode.gpu("n3", "H100", 8))
                            .withTimings(PlaneTimings.realistic()));
    private final HeadlessPlane plane = world.plane();

    /// Groups of `size` pods with a whole node's GPUs each.
    private void apply(int replicas, int size, String image) {
        String json =
                """
                {"apiVersion": "leaderworkerset.x-k8s.io/v1", "kind": "LeaderWorkerSet",
                 "metadata": {"name": "big", "namespace": "%s"},
                 "spec": {"replicas": %d, "leaderWorkerTemplate": {"size": %d,
                   "workerTemplate": {"metadata": {"labels": {"app": "big", "mcm.dev/deployment": "d-1"}}, "spec": {"containers": [
                     {"name": "model", "image": "%s", "env": [{"name": "A", "value": "b"}],
                      "resources": {"limits": {"nvidia.com/gpu": "8"}}}]}}}}}\
                """
                        .formatted(Fixtures.NAMESPACE, replicas, size, image);
        plane.registry()
                .apply(
                        new WriteRequest(
                                ResourceTypes.LEADER_WORKER_SET, KEY, "mcm-atc", false, false),
                        (ObjectNode) Trees.parse(json),
                        true);
    }

    private StoredObject set() {
        return plane.object(ResourceTypes.LEADER_WORKER_SET, KEY.namespace(), KEY.name())
                .orElseThrow();
    }

    private List<String> names() {
        return plane.pods().stream().map(PodView::name).toList();
    }

    private Map<String, String> uids() {
        return plane.objects(ResourceTypes.POD).stream()
                .collect(Collectors.toMap(p -> p.key().name(), StoredObject::uid));
    }

    private StoredObject pod(String name) {
        return plane.object(ResourceTypes.POD, KEY.namespace(), name).orElseThrow();
    }

    @Test
    void aGroupHasALeaderAndWorkersWithTheirNamesLabelsAndAddresses() {
        apply(1, 3, "model:1");
        clock.advance(LONG);
        assertThat(names()).containsExactly("big-0", "big-0-1", "big-0-2");
        assertThat(plane.pods()).allMatch(PodView::ready);
        StoredObject worker = pod("big-0-2");
        assertThat(worker.label("leaderworkerset.sigs.k8s.io/name")).isEqualTo("big");
        assertThat(worker.label("leaderworkerset.sigs.k8s.io/group-index")).isEqualTo("0");
        assertThat(worker.label("leaderworkerset.sigs.k8s.io/worker-index")).isEqualTo("2");
        assertThat(worker.label("app")).isEqualTo("big");
        assertThat(worker.annotation("leaderworkerset.sigs.k8s.io/size")).isEqualTo("3");
        assertThat(worker.annotation("leaderworkerset.sigs.k8s.io/leader-name")).isEqualTo("big-0");
        assertThat(worker.at("spec", "containers").path(0).path("env").toString())
                .isEqualTo(
                        "[{\"name\":\"LWS_LEADER_ADDRESS\",\"value\":\"big-0.big.mcm-acme\"},"
                                + "{\"name\":\"A\",\"value\":\"b\"},"
                                + "{\"name\":\"LWS_GROUP_SIZE\",\"value\":\"3\"},"
                                + "{\"name\":\"LWS_WORKER_INDEX\",\"value\":\"2\"}]");
        assertThat(pod("big-0").label("leaderworkerset.sigs.k8s.io/worker-index")).isEqualTo("0");
        assertThat(set().number(0, "status", "readyReplicas")).isEqualTo(1);
        assertThat(set().number(0, "status", "replicas")).isEqualTo(1);
        assertThat(set().at("status", "conditions").toString()).contains("AllGroupsReady");
    }

    @Test
    void aGroupIsPlacedAsAWholeOrNotAtAll() {
        apply(2, 2, "model:1");
        clock.advance(LONG);
        assertThat(plane.pods().stream().filter(PodView::ready)).hasSize(2);
        assertThat(plane.pods().stream().filter(p -> p.node().isEmpty()))
                .extracting(PodView::name)
                .containsExactly("big-1", "big-1-1");
        assertThat(pod("big-1-1").tree().toString())
                .contains("only 1 of the group's 2 pods fit: 0/3 nodes are available");
        assertThat(set().number(0, "status", "readyReplicas")).isEqualTo(1);

        plane.controllers().nodes().add(SimulatedNode.gpu("n4", "H100", 8));
        clock.advance(LONG);
        assertThat(plane.pods()).hasSize(4).allMatch(PodView::ready);
        assertThat(set().number(0, "status", "readyReplicas")).isEqualTo(2);
    }

    @Test
    void aWorkerThatFailsTakesItsWholeGroupAlong() {
        apply(1, 3, "model:1");
        clock.advance(LONG);
        Map<String, String> before = uids();
        plane.controllers().kubelet().killPod(pod("big-0-2").key());
        clock.advance(LONG);
        assertThat(names()).containsExactly("big-0", "big-0-1", "big-0-2");
        assertThat(plane.pods()).allMatch(PodView::ready);
        assertThat(uids().values()).doesNotContainAnyElementsOf(before.values());
        assertThat(plane.objects(ResourceTypes.EVENT).toString())
                .contains(
                        "Worker pod big-0-2 failed, deleted leader pod big-0 to recreate group 0");
    }

    @Test
    void theGatewaySendsRequestsToLeadersOnly() {
        apply(1, 3, "model:1");
        List<String> serving = new ArrayList<>();
        new StoreSource(plane.registry().store(), clock)
                .onPods(pods ->
                        pods.stream()
                                .filter(p -> p.state() == GatewaySource.PodState.READY)
                                .filter(p -> p.deployment().equals("d-1"))
                                .forEach(p -> serving.add(p.name())));
        clock.advance(LONG);
        assertThat(plane.pods()).hasSize(3).allMatch(PodView::ready);
        assertThat(serving).isNotEmpty().containsOnly("big-0");
    }

    @Test
    void workersMayWaitForTheirLeaderToBeReady() {
        apply(1, 2, "model:1");
        plane.registry()
                .edit(
                        ResourceTypes.LEADER_WORKER_SET,
                        KEY,
                        tree -> {
                            Trees.ensure(tree, "spec").put("startupPolicy", "LeaderReady");
                            return tree;
                        });
        clock.advance(Duration.ofSeconds(30));
        assertThat(names()).containsExactly("big-0");
        clock.advance(LONG);
        assertThat(names()).containsExactly("big-0", "big-0-1");
        assertThat(plane.pods()).allMatch(PodView::ready);
    }

    @Test
    void scalingDownTakesTheLastGroupAndDeletionEverything() {
        apply(3, 1, "model:1");
        clock.advance(LONG);
        assertThat(names()).containsExactly("big-0", "big-1", "big-2");
        apply(1, 1, "model:1");
        clock.advance(LONG);
        assertThat(names()).containsExactly("big-0");
        plane.registry().delete(ResourceTypes.LEADER_WORKER_SET, KEY, DeleteRequest.PLAIN);
        clock.advance(LONG);
        assertThat(plane.pods()).isEmpty();
    }

    @Test
    void aNewTemplateReplacesGroupsOneAfterTheOtherFromTheLast() {
        apply(3, 1, "model:1");
        clock.advance(LONG);
        apply(3, 1, "model:2");
        int least = 3;
        for (int second = 0; second < 900; second++) {
            clock.advance(Duration.ofSeconds(1));
            least = Math.min(least, (int) world.ready());
            if (second == 10) {
                assertThat(pod("big-0").tree().toString()).contains("model:1");
            }
        }
        assertThat(least).isEqualTo(2);
        assertThat(plane.objects(ResourceTypes.POD))
                .hasSize(3)
                .allSatisfy(p ->
                        assertThat(p.at("spec", "containers").path(0).path("image").asText())
                                .isEqualTo("model:2"));
        assertThat(set().number(0, "status", "updatedReplicas")).isEqualTo(3);
    }

    @Test
    void aGroupSurvivesTheLossOfANodeAsAWhole() {
        apply(1, 2, "model:1");
        clock.advance(LONG);
        String node = pod("big-0-1").text("spec", "nodeName");
        plane.controllers().nodes().setDown(node, true);
        clock.advance(LONG.multipliedBy(2));
        plane.controllers().nodes().setDown(node, false);
        clock.advance(LONG.multipliedBy(2));
        assertThat(names()).containsExactly("big-0", "big-0-1");
        assertThat(plane.pods()).allMatch(PodView::ready).noneMatch(PodView::terminating);
    }
}
