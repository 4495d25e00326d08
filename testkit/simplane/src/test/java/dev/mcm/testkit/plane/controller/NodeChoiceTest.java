package dev.mcm.testkit.plane.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.testkit.plane.PlaneBinder;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.plane.controller.NodeChoice.Outcome;
import dev.mcm.testkit.plane.controller.PodRequest.Toleration;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeChoiceTest {

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

    private static Outcome packed(PodRequest request, List<NodeSlots> nodes) {
        return NodeChoice.choose(request, nodes, PlaneBinder.PACKING);
    }

    private static Outcome spread(PodRequest request, List<NodeSlots> nodes) {
        return NodeChoice.choose(request, nodes, PlaneBinder.SPREADING);
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
    void aPackingPlaneBindsWhereThePodLeavesTheLeast() {
        NodeSlots large = slots(SimulatedNode.gpu("large", "A100", 8));
        NodeSlots small = slots(SimulatedNode.gpu("small", "A100", 2));
        assertThat(packed(gpus(2), List.of(large, small)))
                .isEqualTo(new Outcome.Bound("small", List.of(0, 1)));
        assertThat(packed(gpus(4), List.of(large, small)))
                .isEqualTo(new Outcome.Bound("large", List.of(0, 1, 2, 3)));
    }

    @Test
    void packedPodsWithoutGpusStayOffNodesWithThem() {
        assertThat(
                        packed(
                                cpu(1000),
                                List.of(
                                        slots(SimulatedNode.gpu("gpu", "A100", 1)),
                                        slots(SimulatedNode.cpu("plain", 12, 128)))))
                .isEqualTo(new Outcome.Bound("plain", List.of()));
    }

    @Test
    void aSpreadingPlaneBindsWhereCpuAndMemoryAreLeastTaken() {
        NodeSlots first = slots(SimulatedNode.gpu("n1", "A100", 8));
        NodeSlots second = slots(SimulatedNode.gpu("n2", "A100", 8));
        List<NodeSlots> nodes = List.of(second, first);
        PodRequest half = new PodRequest(48_000, GIB, 4, 0, Map.of(), List.of(), 0);
        Outcome firstHalf = new Outcome.Bound("n1", List.of(0, 1, 2, 3));
        Outcome secondHalf = new Outcome.Bound("n1", List.of(4, 5, 6, 7));
        assertThat(spread(half, nodes)).as("of equal ones by name").isEqualTo(firstHalf);
        first.claim(new Claim("a", half, List.of(0, 1, 2, 3)));
        assertThat(packed(half, nodes)).isEqualTo(secondHalf);
        assertThat(spread(half, nodes)).isEqualTo(new Outcome.Bound("n2", List.of(0, 1, 2, 3)));
        second.claim(new Claim("b", cpu(60_000), List.of()));
        assertThat(spread(half, nodes)).as("filtered first").isEqualTo(secondHalf);
    }

    /// kube-scheduler scores in whole percent and looks at no GPUs.
    @Test
    void nearlyEqualNodesAreEqualToASpreadingPlane() {
        NodeSlots first = slots(SimulatedNode.gpu("n1", "A100", 8));
        NodeSlots second = slots(SimulatedNode.gpu("n2", "A100", 8));
        first.claim(new Claim("a", gpus(4), List.of(0, 1, 2, 3)));
        assertThat(spread(gpus(4), List.of(second, first)))
                .isEqualTo(new Outcome.Bound("n1", List.of(4, 5, 6, 7)));
    }

    @Test
    void sharesFillTheFullestGpuFirst() {
        NodeSlots node = slots(SimulatedNode.gpu("n", "A100", 2).shared());
        node.claim(new Claim("a", share(300), List.of(1)));
        assertThat(packed(share(600), List.of(node))).isEqualTo(new Outcome.Bound("n", List.of(1)));
        assertThat(packed(share(800), List.of(node))).isEqualTo(new Outcome.Bound("n", List.of(0)));
        assertThat(packed(gpus(1), List.of(node))).isEqualTo(new Outcome.Bound("n", List.of(0)));
        assertThat(node.release("a")).isTrue();
        assertThat(packed(gpus(2), List.of(node))).isEqualTo(new Outcome.Bound("n", List.of(0, 1)));
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
        assertThat(packed(gpus(2), nodes))
                .isEqualTo(
                        new Outcome.Unschedulable(
                                "0/3 nodes are available: 1 Insufficient nvidia.com/gpu, 1 node(s)"
                                        + " didn't match Pod's node affinity/selector, 1 node(s)"
                                        + " had untolerated taint {team: x}. preemption: 0/3 nodes"
                                        + " are available: 1 No preemption victims found for"
                                        + " incoming pod, 2 Preemption is not helpful for"
                                        + " scheduling."));
        assertThat(packed(share(500), nodes.subList(0, 1)))
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
        assertThat(NodeChoice.refusals(tolerant, node)).isEmpty();
        assertThat(NodeChoice.refusals(cpu(1), node))
                .containsExactly("node(s) had untolerated taint {team: x}");
    }
}
