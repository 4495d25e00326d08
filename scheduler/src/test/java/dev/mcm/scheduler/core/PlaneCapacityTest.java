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

    private static Footprint share(int milli) {
        return new Footprint(new Shape(100, 100, 1, milli, "H100"), 1, Tolerations.NONE);
    }

    private static NodeClass node(List<Integer> free) {
        return new NodeClass(
                new FreeNode("H100", free, 64_000, 64_000, FreeNode.UNLIMITED, List.of()), 1);
    }

    @Test
    void gpusOfDifferentNodesDoNotAddUp() {
        PlaneCapacity capacity = new PlaneCapacity(List.of(gpuNodes(3, "H100", 3)));
        assertThat(capacity.fits(gpus(2))).isEqualTo(3);
        assertThat(capacity.fits(gpus(4))).isZero();
    }

    @Test
    void scarcestResourceLimits() {
        PlaneCapacity capacity = new PlaneCapacity(List.of(cpuNodes(2, 10_000, 1_500)));
        Footprint footprint = new Footprint(new Shape(1_000, 1_000, 0, 0, ""), 1, Tolerations.NONE);
        assertThat(capacity.fits(footprint)).isEqualTo(2);
    }

    @Test
    void wholeGpusGoToTheFullestNodeThatFits() {
        PlaneCapacity capacity =
                new PlaneCapacity(List.of(gpuNodes(1, "H100", 8), gpuNodes(1, "H100", 2)));
        assertThat(capacity.take(gpus(2))).isTrue();
        assertThat(capacity.fits(gpus(8))).isEqualTo(1);
    }

    @Test
    void shareOfAGpuGoesToTheTightestGpu() {
        PlaneCapacity capacity =
                new PlaneCapacity(List.of(node(List.of(1000, 400)), node(List.of(1000, 300))));
        assertThat(capacity.take(share(300))).isTrue();
        assertThat(capacity.fits(share(400))).isEqualTo(2 + 2 + 1);
        assertThat(capacity.fits(gpus(1))).isEqualTo(2);
    }

    @Test
    void sharesOfOneGpuDoNotCrossGpus() {
        PlaneCapacity capacity = new PlaneCapacity(List.of(node(List.of(500, 500))));
        assertThat(capacity.fits(share(600))).isZero();
        assertThat(capacity.fits(share(500))).isEqualTo(2);
        assertThat(capacity.fits(gpus(1))).isZero();
    }

    @Test
    void cpuReplicasSpareNodesWithFreeGpus() {
        PlaneCapacity capacity =
                new PlaneCapacity(List.of(gpuNodes(1, "H100", 1), cpuNodes(1, 64_000, 512_000)));
        Footprint large = new Footprint(new Shape(64_000, 1_000, 0, 0, ""), 1, Tolerations.NONE);
        assertThat(capacity.fits(large)).isEqualTo(2);
        assertThat(capacity.take(large)).isTrue();
        assertThat(capacity.fits(gpus(1))).isEqualTo(1);
    }

    @Test
    void eachPodTakesASlotOfItsNode() {
        PlaneCapacity capacity =
                new PlaneCapacity(
                        List.of(
                                slots(gpuNodes(1, "H100", 8), 3),
                                slots(gpuNodes(1, "H100", 8), 0)));
        Footprint gang =
                new Footprint(new Shape(1_000, 1_000, 1, 1000, "H100"), 2, Tolerations.NONE);
        assertThat(capacity.fits(gang)).isZero();
        assertThat(capacity.fits(gpus(1))).isEqualTo(3);
        assertThat(capacity.onlyOutOfPodSlots(gpus(1))).isTrue();
        capacity.reserve(new Shape(10, 10, 0, 0, ""), Tolerations.NONE);
        assertThat(capacity.take(gpus(4))).isTrue();
        assertThat(capacity.fits(gpus(1))).isEqualTo(1);
        assertThat(capacity.take(gpus(1))).isTrue();
        assertThat(capacity.take(gpus(1))).isFalse();
    }

    @Test
    void taintedNodesNeedATolerationOfTheValueOrOfTheKey() {
        PlaneCapacity capacity =
                new PlaneCapacity(List.of(cpuNodes(1, 1_000, 1_000, "team=a:NoSchedule")));
        Shape shape = new Shape(1_000, 1_000, 0, 0, "");
        assertThat(capacity.fits(new Footprint(shape, 1, Tolerations.NONE))).isZero();
        assertThat(capacity.onlyTainted(new Footprint(shape, 1, Tolerations.NONE))).isTrue();
        assertThat(fits(capacity, shape, "team=b:NoSchedule")).isZero();
        assertThat(fits(capacity, shape, "team=a:NoSchedule")).isEqualTo(1);
        assertThat(fits(capacity, shape, "team:NoSchedule")).isEqualTo(1);
        assertThat(fits(capacity, shape, "team:NoExecute")).isZero();
    }

    private static int fits(PlaneCapacity capacity, Shape shape, String toleration) {
        return capacity.fits(new Footprint(shape, 1, new Tolerations(Set.of(toleration))));
    }

    @Test
    void gangTakesDistinctNodesAllOrNothing() {
        PlaneCapacity capacity = new PlaneCapacity(List.of(gpuNodes(3, "H100", 8)));
        Footprint gang =
                new Footprint(new Shape(1_000, 1_000, 4, 1000, "H100"), 2, Tolerations.NONE);
        assertThat(capacity.fits(gang)).isEqualTo(3);
        assertThat(capacity.take(gang)).isTrue();
        assertThat(capacity.take(gang)).isTrue();
        assertThat(capacity.take(gang)).isTrue();
        assertThat(capacity.take(gang)).isFalse();
        Footprint tooWide = new Footprint(new Shape(1, 1, 0, 0, ""), 4, Tolerations.NONE);
        assertThat(capacity.fits(tooWide)).isZero();
    }

    @Test
    void podThatWaitsForANodeClosesItsGpuModelOnly() {
        PlaneCapacity capacity =
                new PlaneCapacity(List.of(gpuNodes(1, "H100", 2), cpuNodes(1, 1_000, 1_000)));
        capacity.reserve(new Shape(1_000, 1_000, 4, 1000, "H100"), Tolerations.NONE);
        assertThat(capacity.fits(gpus(1))).isZero();
        assertThat(capacity.fits(new Footprint(new Shape(500, 500, 0, 0, ""), 1, Tolerations.NONE)))
                .isPositive();
    }
}
