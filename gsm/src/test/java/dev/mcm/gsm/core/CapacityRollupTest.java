package dev.mcm.gsm.core;

import static dev.mcm.gsm.core.PlaneLogScript.gpuNode;
import static dev.mcm.gsm.core.PlaneLogScript.node;
import static dev.mcm.gsm.core.PlaneLogScript.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mcm.event.v1.NodeDetail;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.type.v1.GpuOffer;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.NodeClosure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CapacityRollupTest {
    private static final CapacityKey H100 = new CapacityKey("H100", 0);

    @Test
    void equalNodesAreOneClass() {
        CapacityRow row = rollUp(nodes(3, "H100", 8), List.of()).get(H100);
        assertThat(row.classes().getClassesList())
                .containsExactly(
                        NodeClass.newBuilder()
                                .setNodeCount(3)
                                .setGpuType("H100")
                                .addAllFreeGpuMilli(Collections.nCopies(8, 1000))
                                .setFreeCpuMilli(64_000)
                                .setFreeMemoryMib(512_000)
                                .build());
        assertThat(row.nodes()).isEqualTo(3);
        assertThat(row.totalGpuMilli()).isEqualTo(24_000);
        assertThat(row.totalCpuMilli()).isEqualTo(192_000);
        assertThat(row.totalMemoryMib()).isEqualTo(1_536_000);
    }

    @Test
    void boundPodsHoldTheirRequestsUntilTheyAreFinishedOrGone() {
        List<ObservedObject> pods =
                List.of(
                        pod("running", gpus(1, 1000).setPhase("Running").build()),
                        pod("terminating", gpus(1, 1000).setPhase("Running").build()).toBuilder()
                                .setTerminating(true)
                                .build(),
                        pod("failed", gpus(1, 1000).setPhase("Failed").build()),
                        pod("done", gpus(1, 1000).setPhase("Succeeded").build()),
                        pod("unbound", gpus(1, 1000).setPhase("Pending").setNodeName("").build()));
        NodeClass free = only(rollUp(nodes(1, "H100", 4), pods).get(H100));
        assertThat(free.getFreeGpuMilliList()).containsExactly(1000, 1000, 0, 0);
        assertThat(free.getFreeCpuMilli()).isEqualTo(64_000 - 2 * 1_000);
        assertThat(free.getFreeMemoryMib()).isEqualTo(512_000 - 2 * 2_000);
    }

    @Test
    void eachPodThatIsNotFinishedTakesASlotOfItsNode() {
        List<ObservedObject> pods =
                List.of(
                        pod("running", "n0", "Running"),
                        pod("pending", "n0", "Pending"),
                        pod("done", "n0", "Succeeded"),
                        pod("elsewhere", "n9", "Running"));
        NodeDetail node = gpuNode("H100", 8).toBuilder().setPodSlots(110).build();
        assertThat(only(rollUp(List.of(node("n0", node)), pods).get(H100)))
                .satisfies(free -> assertThat(free.getFreePodSlots()).isEqualTo(108));
        NodeDetail small = node.toBuilder().setPodSlots(1).build();
        NodeClass full = only(rollUp(List.of(node("n0", small)), pods).get(H100));
        assertThat(full.hasFreePodSlots()).isTrue();
        assertThat(full.getFreePodSlots()).isZero();
    }

    @Test
    void nodesOfAnOlderLsmHaveNoLimitOfPodsAndAreAClassOfTheirOwn() {
        NodeDetail known = gpuNode("H100", 8).toBuilder().setPodSlots(110).build();
        CapacityRow row =
                rollUp(
                                List.of(
                                        node("n0", known),
                                        node("n1", gpuNode("H100", 8)),
                                        node("n2", known)),
                                List.of())
                        .get(H100);
        assertThat(row.classes().getClassesList())
                .extracting(NodeClass::hasFreePodSlots, NodeClass::getNodeCount)
                .containsExactlyInAnyOrder(tuple(true, 2), tuple(false, 1));
    }

    @Test
    void sharesGoToTheFullestGpuThatHasRoomWhereThePlaneDoesNotSay() {
        List<ObservedObject> pods =
                List.of(
                        pod("a", gpus(1, 600).build()),
                        pod("b", gpus(1, 300).build()),
                        pod("c", gpus(1, 300).build()));
        assertThat(only(rollUp(nodes(1, "H100", 3), pods).get(H100)).getFreeGpuMilliList())
                .containsExactly(1000, 700, 100);
    }

    @Test
    void theIndexThatThePlaneSaysWins() {
        List<ObservedObject> pods =
                List.of(
                        pod("a", gpus(1, 300).addGpuIndex(0).build()),
                        pod("b", gpus(1, 300).addGpuIndex(1).build()),
                        pod("c", gpus(1, 1000).build()));
        assertThat(only(rollUp(nodes(1, "H100", 3), pods).get(H100)).getFreeGpuMilliList())
                .containsExactly(700, 700, 0);
    }

    @Test
    void anIndexThatTheNodeDoesNotHaveIsIgnored() {
        List<ObservedObject> pods = List.of(pod("a", gpus(1, 1000).addGpuIndex(7).build()));
        assertThat(only(rollUp(nodes(1, "H100", 2), pods).get(H100)).getFreeGpuMilliList())
                .containsExactly(1000, 0);
    }

    @Test
    void moreThanEverythingLeavesNothing() {
        List<ObservedObject> pods =
                List.of(
                        pod(
                                "a",
                                gpus(3, 1000)
                                        .setCpuMilli(1_000_000)
                                        .setMemoryMib(1_000_000)
                                        .build()));
        NodeClass free = only(rollUp(nodes(1, "H100", 2), pods).get(H100));
        assertThat(free.getFreeGpuMilliList()).containsExactly(0, 0);
        assertThat(free.getFreeCpuMilli()).isZero();
        assertThat(free.getFreeMemoryMib()).isZero();
    }

    /// A reader that does not know closed classes must not take them for free.
    @Test
    void nodesThatAreNotReadyOrNotSchedulableAreClassesApart() {
        List<ObservedObject> nodes =
                List.of(
                        node(
                                "a",
                                gpuNode("H100", 8).toBuilder()
                                        .setReady(false)
                                        .addTaints("node.kubernetes.io/unreachable=:NoExecute")
                                        .addTaints("team=ml:NoSchedule")
                                        .build()),
                        node("b", gpuNode("H100", 8).toBuilder().setUnschedulable(true).build()));
        CapacityRow row =
                rollUp(nodes, List.of(pod("p", gpus(1, 1000).setNodeName("b").build()))).get(H100);
        assertThat(row.classes().getClassesList()).isEmpty();
        assertThat(row.nodes()).isZero();
        assertThat(row.totalGpuMilli()).isZero();
        assertThat(row.classes().getClosedList())
                .extracting(
                        NodeClass::getClosure, NodeClass::getTaintsList, n -> n.getFreeGpuMilli(7))
                .containsExactly(
                        tuple(
                                NodeClosure.NODE_CLOSURE_NOT_READY,
                                List.of("team=ml:NoSchedule"),
                                1000),
                        tuple(NodeClosure.NODE_CLOSURE_CORDONED, List.of(), 0));
    }

    @Test
    void nodesSayHowTheyGiveOutTheirGpusAndWhatStorageIsLeft() {
        NodeDetail node =
                gpuNode("H100", 8).toBuilder()
                        .setGpuOffer(GpuOffer.GPU_OFFER_SHARES)
                        .setEphemeralMib(1_000)
                        .build();
        NodeClass free =
                only(
                        rollUp(
                                        List.of(node("n0", node)),
                                        List.of(
                                                pod(
                                                        "p",
                                                        gpus(1, 500).setEphemeralMib(300).build())))
                                .get(H100));
        assertThat(free.getGpuOffer()).isEqualTo(GpuOffer.GPU_OFFER_SHARES);
        assertThat(free.getFreeEphemeralMib()).isEqualTo(700);
    }

    @Test
    void taintsKeepClassesApartAndCpuNodesHaveTheirOwnRow() {
        List<ObservedObject> nodes =
                List.of(
                        node("a", gpuNode("H100", 8)),
                        node(
                                "b",
                                gpuNode("H100", 8).toBuilder()
                                        .addTaints("team=ml:NoSchedule")
                                        .build()),
                        node("c", gpuNode("", 0)));
        var rows = rollUp(nodes, List.of());
        assertThat(rows.keySet()).containsExactly(new CapacityKey("", 0), H100);
        assertThat(rows.get(H100).classes().getClassesList())
                .extracting(NodeClass::getTaintsCount)
                .containsExactly(0, 1);
    }

    @Test
    void mostFreeComesFirst() {
        List<ObservedObject> nodes = nodes(3, "H100", 2);
        List<ObservedObject> pods =
                List.of(
                        pod("a", gpus(1, 1000).setNodeName("n0").build()),
                        pod("b", gpus(0, 0).setNodeName("n1").build()));
        assertThat(rollUp(nodes, pods).get(H100).classes().getClassesList())
                .extracting(free -> free.getFreeGpuMilli(1) + "/" + free.getFreeCpuMilli())
                .containsExactly("1000/64000", "1000/63000", "0/63000");
    }

    @Test
    void manyClassesAreCutIntoRowsOfAtMostSixtyFourClassesAndTwoKilobytes() {
        List<ObservedObject> nodes = nodes(300, "H100", 8);
        List<ObservedObject> pods =
                IntStream.range(0, 300)
                        .mapToObj(i -> pod("p" + i, gpus(1, 1 + i).setNodeName("n" + i).build()))
                        .toList();
        var rows = rollUp(nodes, pods);
        assertThat(rows.size()).isGreaterThanOrEqualTo(5);
        assertThat(rows.values())
                .allSatisfy(row -> {
                    assertThat(row.classes().getClassesCount()).isLessThanOrEqualTo(64);
                    assertThat(row.classes().getSerializedSize()).isLessThanOrEqualTo(1800);
                });
        assertThat(rows.values().stream().mapToInt(CapacityRow::nodes).sum()).isEqualTo(300);
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<ObservedObject> nodes = new ArrayList<>(nodes(6, "H100", 4));
            List<ObservedObject> pods =
                    new ArrayList<>(
                            IntStream.range(0, 20)
                                    .mapToObj(i ->
                                            pod(
                                                    "p" + i,
                                                    gpus(1, random.nextInt(1, 1001))
                                                            .setNodeName("n" + random.nextInt(6))
                                                            .build()))
                                    .toList());
            var rows = rollUp(nodes, pods);
            Collections.shuffle(nodes, Random.from(random));
            Collections.shuffle(pods, Random.from(random));
            assertThat(rollUp(nodes, pods)).as("seed %d", seed).isEqualTo(rows);
        }
    }

    private static List<ObservedObject> nodes(int count, String type, int gpus) {
        return IntStream.range(0, count).mapToObj(i -> node("n" + i, gpuNode(type, gpus))).toList();
    }

    private static PodDetail.Builder gpus(int count, int milli) {
        return PodDetail.newBuilder()
                .setNodeName("n0")
                .setPhase("Running")
                .setCpuMilli(1_000)
                .setMemoryMib(2_000)
                .setGpuCount(count)
                .setGpuMilli(milli);
    }

    private static NodeClass only(CapacityRow row) {
        assertThat(row.classes().getClassesCount()).isEqualTo(1);
        return row.classes().getClasses(0);
    }

    private static SortedMap<CapacityKey, CapacityRow> rollUp(
            List<ObservedObject> nodes, List<ObservedObject> pods) {
        return CapacityRollup.of(nodes, pods, Set.of());
    }
}
