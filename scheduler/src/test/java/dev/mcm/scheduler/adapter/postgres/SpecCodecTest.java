package dev.mcm.scheduler.adapter.postgres;

import static dev.mcm.scheduler.core.GpuOffer.SHARES;
import static dev.mcm.scheduler.core.NodeClosure.CORDONED;
import static dev.mcm.scheduler.core.NodeClosure.NOT_READY;
import static dev.mcm.scheduler.core.NodeClosure.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mcm.scheduler.core.Tolerations;
import dev.mcm.type.v1.GpuOffer;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.NodeClasses;
import dev.mcm.type.v1.NodeClosure;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.Shape;
import dev.mcm.type.v1.ShapeOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpecCodecTest {
    @Test
    void storedTolerationOfControlPlaneNodesCountsForNothingSinceNoPodGetsIt() {
        ResolvedSpec.Builder stored =
                ResolvedSpec.newBuilder()
                        .addOptions(
                                ShapeOption.newBuilder()
                                        .setInstanceType("cpu")
                                        .setShape(
                                                Shape.newBuilder()
                                                        .setCpuMilli(1000)
                                                        .setMemoryMib(1024)));
        stored.getSpecBuilder()
                .getPlacementBuilder()
                .addTolerations("gpu=a10:NoSchedule")
                .addTolerations("node-role.kubernetes.io/control-plane:NoSchedule");
        assertThat(SpecCodec.spec(stored.build()).tolerations())
                .isEqualTo(new Tolerations(Set.of("gpu=a10:NoSchedule")));
    }

    @Test
    void nodesKeepWhatTheyGiveOutAndWhyTheyAreClosed() {
        NodeClass open =
                NodeClass.newBuilder()
                        .setNodeCount(2)
                        .setGpuType("T4")
                        .addFreeGpuMilli(1000)
                        .setGpuOffer(GpuOffer.GPU_OFFER_SHARES)
                        .build();
        NodeClass closed = open.toBuilder().setClosure(NodeClosure.NODE_CLOSURE_CORDONED).build();
        NodeClass later = closed.toBuilder().setClosureValue(99).build();
        NodeClasses classes =
                NodeClasses.newBuilder()
                        .addClasses(open)
                        .addClosed(closed)
                        .addClosed(later)
                        .build();
        assertThat(SpecCodec.nodeClasses(classes))
                .extracting(
                        nodes -> nodes.node().offer(),
                        dev.mcm.scheduler.core.NodeClass::nodes,
                        dev.mcm.scheduler.core.NodeClass::closure)
                .containsExactly(
                        tuple(SHARES, 2, OPEN),
                        tuple(SHARES, 2, CORDONED),
                        tuple(SHARES, 2, NOT_READY));
    }
}
