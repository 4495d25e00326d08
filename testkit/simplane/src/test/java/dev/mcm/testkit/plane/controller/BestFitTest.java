package dev.mcm.testkit.plane.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.plane.controller.BestFit.Outcome;
import dev.mcm.testkit.plane.controller.PodRequest.Toleration;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BestFitTest {

    private static final long GIB = 1L << 30;

    private static NodeSlots slots(SimulatedNode machine) {
        NodeSlots slots = new NodeSlots(machine.name());
        slots.describe(
                new StoredObject(
                        ResourceTypes.NODE,
                        ObjectKey.ofCluster(machine.name()),
                        1,
                        NodeObjects.of(machine, ManualTime.START)));
        return slots;
    }

    private static PodRequest gpus(int count) {
        return new PodRequest(
                1000, GIB, count, 0, Map.of(PlaneNames.LABEL_GPU_TYPE, "A100"), List.of(), 0);
    }

    private static PodRequest share(int milli) {
        return new PodRequest(
                1000, GIB, 0, milli, Map.of(PlaneNames.LABEL_GPU_TYPE, "A100"), List.of(), 0);
    }

    private static PodRequest cpu(int milli) {
        return new PodRequest(milli, GIB, 0, 0, Map.of(), List.of(), 0);
    }

    @Test
    void thePodGoesWhereItLeavesTheLeast() {
        NodeSlots large = slots(SimulatedNode.gpu("large", "A100", 8));
        NodeSlots small = slots(SimulatedNode.gpu("small", "A100", 2));
        assertThat(BestFit.choose(gpus(2), List.of(large, small)))
                .isEqualTo(new Outcome.Bound("small", List.of(0, 1)));
        assertThat(BestFit.choose(gpus(4), List.of(large, small)))
                .isEqualTo(new Outcome.Bound("large", List.of(0, 1, 2, 3)));
    }

    @Test
    void aPodWithoutGpusStaysOffNodesWithThem() {
        assertThat(
                        BestFit.choose(
                                cpu(1000),
                                List.of(
                                        slots(SimulatedNode.gpu("gpu", "A100", 1)),
                                        slots(SimulatedNode.cpu("plain", 12, 128)))))
                .isEqualTo(new Outcome.Bound("plain", List.of()));
    }

    @Test
    void sharesFillTheFullestGpuFirst() {
        NodeSlots node = slots(SimulatedNode.gpu("n", "A100", 2).shared());
        node.claim(new Claim("a", share(300), List.of(1)));
        assertThat(BestFit.choose(share(600), List.of(node)))
                .isEqualTo(new Outcome.Bound("n", List.of(1)));
        assertThat(BestFit.choose(share(800), List.of(node)))
                .isEqualTo(new Outcome.Bound("n", List.of(0)));
        assertThat(BestFit.choose(gpus(1), List.of(node)))
                .isEqualTo(new Outcome.Bound("n", List.of(0)));
        assertThat(node.release("a")).isTrue();
        assertThat(BestFit.choose(gpus(2), List.of(node)))
                .isEqualTo(new Outcome.Bound("n", List.of(0, 1)));
    }

    @Test
    void anUnschedulablePodIsToldWhy() {
        List<NodeSlots> nodes =
                List.of(
                        slots(SimulatedNode.gpu("whole", "A100", 1)),
                        slots(SimulatedNode.gpu("other", "H100", 8)),
                        slots(
                                SimulatedNode.gpu("kept", "A100", 8)
                                        .tainted(
                                                new SimulatedNode.Taint(
                                                        "team", "x", "NoSchedule"))));
        assertThat(BestFit.choose(gpus(2), nodes))
                .isEqualTo(
                        new Outcome.Unschedulable(
                                "0/3 nodes are available: 1 Insufficient nvidia.com/gpu, 1 node(s)"
                                        + " didn't match Pod's node affinity/selector, 1 node(s)"
                                        + " had untolerated taint {team: x}. preemption: 0/3 nodes"
                                        + " are available: 1 No preemption victims found for"
                                        + " incoming pod, 2 Preemption is not helpful for"
                                        + " scheduling."));
        assertThat(BestFit.choose(share(500), nodes.subList(0, 1)))
                .isEqualTo(
                        new Outcome.Unschedulable(
                                "0/1 nodes are available: 1 Insufficient mcm.dev/gpu-milli."
                                        + " preemption: 0/1 nodes are available: 1 No preemption"
                                        + " victims found for incoming pod."));
    }

    @Test
    void aToleratedTaintDoesNotRepel() {
        NodeSlots node =
                slots(
                        SimulatedNode.cpu("n", 4, 8)
                                .tainted(new SimulatedNode.Taint("team", "x", "NoSchedule")));
        PodRequest tolerant =
                new PodRequest(
                        1,
                        1,
                        0,
                        0,
                        Map.of(),
                        List.of(new Toleration("team", "Equal", "x", "", -1)),
                        0);
        assertThat(BestFit.refusals(tolerant, node)).isEmpty();
        assertThat(BestFit.refusals(cpu(1), node))
                .containsExactly("node(s) had untolerated taint {team: x}");
    }
}
