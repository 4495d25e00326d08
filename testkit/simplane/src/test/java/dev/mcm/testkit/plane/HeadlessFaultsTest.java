package dev.mcm.testkit.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.testkit.plane.registry.WriteRequest;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What breaks inside a plane, with the timings of real clusters on a virtual clock.
class HeadlessFaultsTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String IMAGE = "model:1";

    private final ManualTime clock = new ManualTime();
    private final PlaneTimings timings = PlaneTimings.realistic();
    private final VirtualPlane world =
            new VirtualPlane(
                    clock,
                    PlaneOptions.of(
                                    "aws-1",
                                    SimulatedNode.gpu("n1", "A100", 4),
                                    SimulatedNode.gpu("n2", "A100", 4))
                            .withTimings(timings)
                            .withBinder(PlaneBinder.PACKING)); // one node's death takes them all
    private final HeadlessPlane plane = world.plane();

    private StoredObject onlyPod() {
        assertThat(plane.objects(ResourceTypes.POD)).hasSize(1);
        return plane.objects(ResourceTypes.POD).getFirst();
    }

    private JsonNode container() {
        return onlyPod().at("status", "containerStatuses").path(0);
    }

    /// The second at which each restart is seen, from now on.
    private List<Long> restarts(Duration time) {
        List<Long> seen = new ArrayList<>();
        int before = container().path("restartCount").asInt();
        for (long second = 1; second <= time.toSeconds(); second++) {
            clock.advance(SECOND);
            int now = container().path("restartCount").asInt();
            if (now > before) {
                seen.add(second);
            }
            before = now;
        }
        return seen;
    }

    @Test
    void aCrashingContainerStartsAgainAtOnceThenAfterADoublingBackOff() {
        plane.controllers().kubelet().setImageCrashing(IMAGE, true);
        world.deploy(IMAGE, 1);
        List<Long> crashes = new ArrayList<>();
        clock.advance(SECOND);
        crashes.addAll(restarts(Duration.ofMinutes(40)));
        long load = crashes.get(1) - crashes.get(0);
        List<Long> waits = new ArrayList<>();
        for (int i = 2; i < crashes.size(); i++) {
            waits.add(crashes.get(i) - crashes.get(i - 1) - load);
        }
        // We look once a second, and loading does not take whole seconds.
        List<Long> expected = List.of(10L, 20L, 40L, 80L, 160L, 300L, 300L);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(waits.get(i)).isBetween(expected.get(i) - 1, expected.get(i) + 1);
        }
        assertThat(Trees.text(container(), "state", "waiting", "reason"))
                .isEqualTo("CrashLoopBackOff");
        assertThat(Trees.text(container(), "state", "waiting", "message"))
                .startsWith("back-off 5m0s restarting failed container=model pod=");
    }

    @Test
    void aContainerThatRanLongEnoughStartsWithoutBackOffAgain() {
        world.deploy(IMAGE, 1);
        clock.advance(LONG);
        ObjectKey pod = onlyPod().key();
        for (int i = 0; i < 3; i++) {
            plane.controllers().kubelet().killPod(pod);
            clock.advance(LONG);
        }
        plane.controllers().kubelet().killPod(pod);
        clock.advance(SECOND);
        assertThat(container().path("state").has("waiting")).isTrue();
        clock.advance(Duration.ofMinutes(15));
        plane.controllers().kubelet().killPod(pod);
        clock.advance(SECOND);
        assertThat(container().path("state").has("running")).isTrue();
        assertThat(container().path("restartCount").asInt()).isEqualTo(5);
    }

    @Test
    void aContainerOutOfMemorySaysSo() {
        plane.controllers().kubelet().setImageOutOfMemory(IMAGE, true);
        world.deploy(IMAGE, 1);
        clock.advance(LONG);
        JsonNode ended = container().path("lastState").path("terminated");
        assertThat(ended.path("exitCode").asInt()).isEqualTo(137);
        assertThat(Trees.text(ended, "reason")).isEqualTo("OOMKilled");
        assertThat(Instant.parse(Trees.text(ended, "finishedAt")))
                .isAfter(Instant.parse(Trees.text(ended, "startedAt")));
        plane.controllers().kubelet().setImageOutOfMemory(IMAGE, false);
        clock.advance(LONG);
        assertThat(world.ready()).isEqualTo(1);

        plane.controllers().kubelet().exhaustMemory(onlyPod().key());
        clock.advance(SECOND);
        assertThat(world.ready()).isZero();
        assertThat(Trees.text(container(), "lastState", "terminated", "reason"))
                .isEqualTo("OOMKilled");
    }

    @Test
    void aFailedPullIsToldAsAnErrorThenAsABackOff() {
        plane.controllers().kubelet().setImageBroken(IMAGE, true);
        world.deploy(IMAGE, 1);
        List<String> reasons = new ArrayList<>();
        for (int second = 0; second < 600; second++) {
            clock.advance(SECOND);
            String reason = Trees.text(container(), "state", "waiting", "reason");
            if (reasons.isEmpty() || !reasons.getLast().equals(reason)) {
                reasons.add(reason);
            }
        }
        assertThat(reasons)
                .startsWith(
                        "ContainerCreating", "ErrImagePull", "ImagePullBackOff", "ErrImagePull");
        // Tries at about 40, 91, 152, 233, 354 and 555 s: each wait twice as long.
        assertThat(reasons.stream().filter("ErrImagePull"::equals).count()).isBetween(4L, 6L);
        plane.controllers().kubelet().setImageBroken(IMAGE, false);
        clock.advance(Duration.ofMinutes(8));
        assertThat(world.ready()).isEqualTo(1);
    }

    @Test
    void aDeadNodeIsUnknownAfterItsGraceAndItsPodsGoAfterTheirToleration() {
        world.deploy(IMAGE, 2);
        clock.advance(LONG);
        String node = plane.pods().getFirst().node();
        plane.controllers().nodes().setDown(node, true);
        clock.advance(timings.nodeDetection().minus(SECOND));
        assertThat(nodeReady(node)).isEqualTo("True");
        clock.advance(SECOND.multipliedBy(2));
        assertThat(nodeReady(node)).isEqualTo("Unknown");
        assertThat(taints(node))
                .containsExactlyInAnyOrder(
                        "node.kubernetes.io/unreachable:NoSchedule",
                        "node.kubernetes.io/unreachable:NoExecute");
        assertThat(plane.pods()).noneMatch(PodView::ready).noneMatch(PodView::terminating);

        clock.advance(Duration.ofSeconds(298));
        assertThat(plane.pods()).hasSize(2).noneMatch(PodView::terminating);
        clock.advance(SECOND.multipliedBy(3));
        assertThat(plane.pods().stream().filter(PodView::terminating)).hasSize(2);
        assertThat(plane.objects(ResourceTypes.POD).toString()).contains("DeletionByTaintManager");
        clock.advance(LONG);
        assertThat(world.ready()).isEqualTo(2);

        plane.controllers().nodes().setDown(node, false);
        clock.advance(LONG);
        assertThat(nodeReady(node)).isEqualTo("True");
        assertThat(taints(node)).isEmpty();
        assertThat(plane.pods()).hasSize(2).allMatch(PodView::ready);
    }

    @Test
    void aNodeThatComesBackInTimeKeepsItsPods() {
        world.deploy(IMAGE, 2);
        clock.advance(LONG);
        List<String> before = plane.pods().stream().map(PodView::name).toList();
        String node = plane.pods().getFirst().node();
        plane.controllers().nodes().setDown(node, true);
        clock.advance(Duration.ofSeconds(200));
        plane.controllers().nodes().setDown(node, false);
        clock.advance(LONG.multipliedBy(3));
        assertThat(plane.pods()).extracting(PodView::name).containsExactlyElementsOf(before);
        assertThat(world.ready()).isEqualTo(2);
    }

    @Test
    void aNodeThatIsNotReadyKeepsItsPodsRunningUntilTheyAreEvicted() {
        world.deploy(IMAGE, 1);
        clock.advance(LONG);
        String node = plane.pods().getFirst().node();
        plane.controllers().nodes().setNotReady(node, true);
        clock.advance(SECOND);
        assertThat(nodeReady(node)).isEqualTo("False");
        assertThat(taints(node)).contains("node.kubernetes.io/not-ready:NoExecute");
        assertThat(world.ready()).isEqualTo(1);
        clock.advance(timings.podEviction().plus(LONG));
        assertThat(plane.pods()).singleElement().extracting(PodView::node).isNotEqualTo(node);
    }

    @Test
    void podsSayHowLongTheyTolerateAnUnreachableNode() {
        world.deploy(
                IMAGE,
                1,
                """
                [{"key": "node.kubernetes.io/unreachable", "operator": "Exists",
                  "effect": "NoExecute", "tolerationSeconds": 20}]\
                """);
        clock.advance(LONG);
        String node = plane.pods().getFirst().node();
        plane.controllers().nodes().setDown(node, true);
        clock.advance(timings.nodeDetection().plusSeconds(19));
        assertThat(plane.pods()).noneMatch(PodView::terminating);
        clock.advance(SECOND.multipliedBy(3));
        assertThat(plane.pods()).anyMatch(PodView::terminating);
    }

    @Test
    void aSkewedClockStampsAnotherTimeAndThingsTakeAsLong() {
        plane.setClockSkew(Duration.ofHours(-2));
        world.deploy(IMAGE, 1);
        clock.advance(LONG);
        assertThat(world.ready()).isEqualTo(1);
        Instant created = Instant.parse(onlyPod().text("metadata", "creationTimestamp"));
        assertThat(created).isEqualTo(ManualTime.START.minus(Duration.ofHours(2)));
        plane.setClockSkew(Duration.ZERO);
        world.deploy(IMAGE, 2);
        clock.advance(LONG);
        assertThat(world.ready()).isEqualTo(2);
    }

    @Test
    void aLostStoreIsEmptyUnderNewVersionsAndKeepsItsMachines() {
        world.deploy(IMAGE, 2);
        clock.advance(LONG);
        long version = plane.registry().store().version();
        plane.loseStore();
        clock.advance(SECOND);
        assertThat(plane.pods()).isEmpty();
        assertThat(plane.objects(ResourceTypes.DEPLOYMENT)).isEmpty();
        assertThat(plane.objects(ResourceTypes.NODE))
                .extracting(n -> n.key().name())
                .containsExactly("n1", "n2");
        assertThat(plane.object(ResourceTypes.NAMESPACE, "", "default")).isPresent();
        assertThat(plane.registry().store().version()).isGreaterThan(version);
        assertThat(plane.objects(ResourceTypes.NODE)).allMatch(n -> n.resourceVersion() > version);

        world.createNamespace();
        world.deploy(IMAGE, 8);
        clock.advance(LONG);
        assertThat(world.ready()).isEqualTo(8);
    }

    @Test
    void aStoreIsMadeAnewWhileAClientMakesTheSameNamespace() throws InterruptedException {
        AtomicBoolean stopping = new AtomicBoolean();
        Thread client =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!stopping.get()) {
                                createSystemNamespace();
                            }
                        });
        try {
            for (int i = 0; i < 500; i++) {
                plane.loseStore();
            }
        } finally {
            stopping.set(true);
            client.join();
        }
        assertThat(plane.object(ResourceTypes.NAMESPACE, "", PlaneNames.SYSTEM_NAMESPACE))
                .isPresent();
    }

    private void createSystemNamespace() {
        ObjectNode namespace = Trees.object();
        namespace.putObject("metadata").put("name", PlaneNames.SYSTEM_NAMESPACE);
        WriteRequest request =
                WriteRequest.internal(ResourceTypes.NAMESPACE, new ObjectKey("", ""));
        try {
            plane.registry().create(request, namespace);
        } catch (StatusException e) {
            assertThat(e.code()).isEqualTo(409);
        }
    }

    @Test
    void aRestoredStoreHasItsOldVersionsAndThePlaneGoesOnFromThere() {
        world.deploy(IMAGE, 2);
        clock.advance(LONG);
        Set<String> before = uids();
        ObjectStore.Backup backup = plane.backup();
        world.deploy(IMAGE, 5);
        clock.advance(LONG);
        plane.controllers().nodes().add(SimulatedNode.gpu("n3", "A100", 4));
        clock.advance(SECOND);
        long version = plane.registry().store().version();

        plane.restore(backup);
        assertThat(plane.registry().store().version())
                .isEqualTo(backup.version())
                .isLessThan(version);
        assertThat(uids()).isEqualTo(before);
        clock.advance(LONG);
        assertThat(world.ready()).isEqualTo(2);
        assertThat(plane.pods()).hasSize(2);
        assertThat(plane.object(ResourceTypes.NODE, "", "n3")).isPresent();
        world.deploy(IMAGE, 12);
        clock.advance(LONG);
        assertThat(world.ready()).isEqualTo(12);
    }

    @Test
    void watchesLoseTheirPlaceWhenTheStoreIsRestored() {
        ObjectStore.Backup backup = plane.backup();
        var log = plane.registry().store().log(ResourceTypes.POD);
        long newest = log.positionAfter(plane.registry().store().version()).orElseThrow();
        assertThat(log.read(newest, 10)).isPresent();
        plane.restore(backup);
        assertThat(log.read(newest, 10)).isEmpty();
        assertThat(log.positionAfter(backup.version())).isPresent();
        assertThat(log.positionAfter(backup.version() - 1)).isEmpty();
    }

    private Set<String> uids() {
        return plane.objects(ResourceTypes.POD).stream()
                .map(StoredObject::uid)
                .collect(Collectors.toSet());
    }

    private String nodeReady(String name) {
        StoredObject node = plane.object(ResourceTypes.NODE, "", name).orElseThrow();
        for (JsonNode condition : node.at("status", "conditions")) {
            if (Trees.text(condition, "type").equals("Ready")) {
                return Trees.text(condition, "status");
            }
        }
        return "";
    }

    private List<String> taints(String name) {
        List<String> taints = new ArrayList<>();
        plane.object(ResourceTypes.NODE, "", name)
                .orElseThrow()
                .at("spec", "taints")
                .forEach(t -> taints.add(Trees.text(t, "key") + ":" + Trees.text(t, "effect")));
        return taints;
    }
}
