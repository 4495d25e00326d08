package dev.mcm.scheduler.core;

import static dev.mcm.scheduler.core.SceneParts.cpuNodes;
import static dev.mcm.scheduler.core.SceneParts.gpuNodes;
import static dev.mcm.scheduler.core.SceneParts.slots;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaneCapacityTest {
    private static Footprint gpus(int count) {
        return new Footprint(new Shape(1_000, 1_000, count, 1000, "H100"), 1, Tolerations.NONE);
    }

    private static PlaneCapacity capacity(List<NodeClass> nodes) {
        return new PlaneCapacity(new PlaneNodes(nodes));
    }

    private static Footprint share(int milli) {
        return new Footprint(new Shape(100, 100, 1, milli, "H100"), 1, Tolerations.NONE);
    }

    private static NodeClass node(List<Integer> free) {
        return new NodeClass(
                new FreeNode("H100", free, 64_000, 64_000, FreeNode.UNLIMITED, List.of()), 1);
    }

    @Test
    void gpusOfDifferentNodesDoNotAddUp() {
        PlaneCapacity capacity = capacity(List.of(gpuNodes(3, "H100", 3)));
        assertThat(capacity.fits(gpus(2))).isEqualTo(3);
        assertThat(capacity.fits(gpus(4))).isZero();
    }

    @Test
    void scarcestResourceLimits() {
        PlaneCapacity capacity = capacity(List.of(cpuNodes(2, 10_000, 1_500)));
        Footprint footprint = new Footprint(new Shape(1_000, 1_000, 0, 0, ""), 1, Tolerations.NONE);
        assertThat(capacity.fits(footprint)).isEqualTo(2);
    }

    /// The plane's own scheduler may put the small one on the node that the large one needs.
    @Test
    void whatIsNotBoundYetMayGoToAnyNodeThatFits() {
        PlaneCapacity capacity = capacity(List.of(gpuNodes(2, "H100", 8), gpuNodes(1, "H100", 2)));
        assertThat(capacity.fits(gpus(8))).isEqualTo(2);
        assertThat(capacity.take(gpus(2))).isTrue();
        assertThat(capacity.fits(gpus(8))).isEqualTo(1);
        assertThat(capacity.take(gpus(2))).isTrue();
        assertThat(capacity.fits(gpus(8))).isZero();
        assertThat(capacity.fits(gpus(2))).isEqualTo(9 - 2);
    }

    @Test
    void nobodyTakesTheNodeThatAnotherIsSureOf() {
        PlaneCapacity capacity = capacity(List.of(gpuNodes(2, "H100", 8)));
        assertThat(capacity.take(gpus(8))).isTrue();
        assertThat(capacity.fits(gpus(1))).as("one may break one whole node").isEqualTo(1);
        assertThat(capacity.take(gpus(1))).isTrue();
        assertThat(capacity.fits(gpus(1))).isZero();
        assertThat(capacity.fits(gpus(8))).isZero();
    }

    @Test
    void shareOfAGpuMayGoToAnyGpuThatFits() {
        PlaneCapacity capacity =
                capacity(List.of(node(List.of(1000, 400)), node(List.of(1000, 300))));
        assertThat(capacity.take(share(300))).isTrue();
        assertThat(capacity.fits(share(400))).isEqualTo(3);
        assertThat(capacity.fits(share(200))).isEqualTo(8 - 1);
        assertThat(capacity.fits(gpus(1))).isEqualTo(1);
    }

    @Test
    void sharesOfOneGpuDoNotCrossGpus() {
        PlaneCapacity capacity = capacity(List.of(node(List.of(500, 500))));
        assertThat(capacity.fits(share(600))).isZero();
        assertThat(capacity.fits(share(500))).isEqualTo(2);
        assertThat(capacity.fits(gpus(1))).isZero();
    }

    /// 128 replicas of half a core find all their room in what a GPU node has to spare.
    @Test
    void smallPodsCostNothingWhereThereIsEnoughForAll() {
        PlaneCapacity capacity = capacity(List.of(gpuNodes(4, "H100", 8)));
        Footprint small = new Footprint(new Shape(500, 1_000, 0, 0, ""), 1, Tolerations.NONE);
        capacity.reserve(small, 112);
        assertThat(capacity.fits(gpus(1))).isEqualTo(32);
        capacity.reserve(small, 8);
        assertThat(capacity.fits(gpus(1)))
                .as("the spare cpu of one node is used up, and that of four replicas")
                .isEqualTo(28);
    }

    @Test
    void cpuReplicasMayTakeTheNodeOfAGpuReplica() {
        PlaneCapacity capacity =
                capacity(List.of(gpuNodes(1, "H100", 1), cpuNodes(1, 64_000, 512_000)));
        Footprint large = new Footprint(new Shape(64_000, 1_000, 0, 0, ""), 1, Tolerations.NONE);
        assertThat(capacity.fits(large)).isEqualTo(2);
        assertThat(capacity.take(large)).isTrue();
        assertThat(capacity.fits(gpus(1))).isZero();
        PlaneCapacity tainted =
                capacity(List.of(tainted(gpuNodes(1, "H100", 1)), cpuNodes(1, 64_000, 512_000)));
        assertThat(tainted.take(large)).isTrue();
        Shape gpu = gpus(1).shape();
        assertThat(fits(tainted, gpu, "gpu:NoSchedule")).isEqualTo(1);
    }

    private static NodeClass tainted(NodeClass nodes) {
        FreeNode node = nodes.node();
        return new NodeClass(
                new FreeNode(
                        node.gpuType(),
                        node.freeGpuMilli(),
                        node.freeCpuMilli(),
                        node.freeMemoryMib(),
                        node.freePodSlots(),
                        List.of("gpu=yes:NoSchedule")),
                nodes.nodes());
    }

    @Test
    void eachPodTakesASlotOfItsNode() {
        PlaneCapacity capacity =
                capacity(
                        List.of(
                                slots(gpuNodes(1, "H100", 8), 3),
                                slots(gpuNodes(1, "H100", 8), 0)));
        Footprint gang =
                new Footprint(new Shape(1_000, 1_000, 1, 1000, "H100"), 2, Tolerations.NONE);
        assertThat(capacity.fits(gang)).isZero();
        assertThat(capacity.fits(gpus(1))).isEqualTo(3);
        assertThat(capacity.nodes().hasRoomWithoutSlots(gpus(1))).isTrue();
        capacity.reserve(new Footprint(new Shape(10, 10, 0, 0, ""), 1, Tolerations.NONE), 1);
        assertThat(capacity.take(gpus(4))).isTrue();
        assertThat(capacity.fits(gpus(1))).isZero();
        PlaneCapacity alone = capacity(List.of(slots(gpuNodes(1, "H100", 8), 3)));
        alone.reserve(new Footprint(new Shape(10, 10, 0, 0, ""), 1, Tolerations.NONE), 1);
        assertThat(alone.fits(gpus(1))).isEqualTo(2);
    }

    @Test
    void taintedNodesNeedATolerationOfTheValueOrOfTheKey() {
        PlaneCapacity capacity = capacity(List.of(cpuNodes(1, 1_000, 1_000, "team=a:NoSchedule")));
        Shape shape = new Shape(1_000, 1_000, 0, 0, "");
        assertThat(capacity.fits(new Footprint(shape, 1, Tolerations.NONE))).isZero();
        assertThat(capacity.nodes().hasTaintedRoom(new Footprint(shape, 1, Tolerations.NONE)))
                .isTrue();
        assertThat(fits(capacity, shape, "team=b:NoSchedule")).isZero();
        assertThat(fits(capacity, shape, "team=a:NoSchedule")).isEqualTo(1);
        assertThat(fits(capacity, shape, "team:NoSchedule")).isEqualTo(1);
        assertThat(fits(capacity, shape, "team:NoExecute")).isZero();
    }

    private static int fits(PlaneCapacity capacity, Shape shape, String toleration) {
        return capacity.fits(new Footprint(shape, 1, new Tolerations(Set.of(toleration))));
    }

    /// The pods of a gang go to distinct nodes: two of them may leave no two nodes for a third.
    @Test
    void gangTakesDistinctNodesAllOrNothing() {
        PlaneCapacity capacity = capacity(List.of(gpuNodes(3, "H100", 8)));
        Footprint gang =
                new Footprint(new Shape(1_000, 1_000, 4, 1000, "H100"), 2, Tolerations.NONE);
        assertThat(capacity.fits(gang)).isEqualTo(2);
        assertThat(capacity.take(gang)).isTrue();
        assertThat(capacity.take(gang)).isTrue();
        assertThat(capacity.take(gang)).isFalse();
        Footprint tooWide = new Footprint(new Shape(1, 1, 0, 0, ""), 4, Tolerations.NONE);
        assertThat(capacity.fits(tooWide)).isZero();
    }

    @Test
    void podThatFitsNowhereTakesNothingFromOthers() {
        PlaneCapacity capacity =
                capacity(List.of(gpuNodes(100, "H100", 4), cpuNodes(1, 1_000, 1_000)));
        capacity.reserve(gpus(8), 1);
        assertThat(capacity.fits(gpus(4))).isEqualTo(100);
        assertThat(capacity.fits(gpus(8))).isZero();
        assertThat(capacity.fits(new Footprint(new Shape(500, 500, 0, 0, ""), 1, Tolerations.NONE)))
                .isPositive();
    }

    @Test
    void podThatMayFindNoNodeKeepsOthersFromTheNodesThatItMayFind() {
        PlaneCapacity capacity = capacity(List.of(gpuNodes(1, "H100", 8), gpuNodes(9, "A10", 8)));
        capacity.reserve(gpus(8), 2);
        assertThat(capacity.fits(gpus(1))).isZero();
        assertThat(capacity.unbound(gpus(1))).isEqualTo(2);
        Footprint other =
                new Footprint(new Shape(1_000, 1_000, 1, 1000, "A10"), 1, Tolerations.NONE);
        assertThat(capacity.fits(other)).isEqualTo(72);
        assertThat(capacity.unbound(other)).isZero();
    }
}
