package dev.mcm.scheduler.core;

import static dev.mcm.scheduler.core.SceneParts.cpu;
import static dev.mcm.scheduler.core.SceneParts.gpu;
import static dev.mcm.scheduler.core.SceneParts.gpuNodes;
import static dev.mcm.scheduler.core.SceneParts.slots;
import static dev.mcm.scheduler.core.SceneParts.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.placement.VerdictReason;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What nodes refuse although they have room.
final class NodeLimitsTest {
    private final Scene scene = new Scene();

    /// GKE's default on nodes with GPUs.
    @Test
    void nodesThatAreTaintedForTheirGpusTakeReplicasThatNeedThem() {
        NodeClass nodes =
                new NodeClass(
                        new FreeNode(
                                "H100",
                                List.of(1000, 1000),
                                64_000,
                                64_000,
                                110,
                                List.of("nvidia.com/gpu=present:NoSchedule")),
                        1);
        ShapeOption before = gpu("H100", 1);
        ShapeOption now =
                new ShapeOption(
                        before.instanceType(),
                        before.shape(),
                        new Tolerations(Set.of("nvidia.com/gpu:NoSchedule")),
                        before.revision());
        scene.plane("gke", nodes)
                .deploy("old", 1, spec(before))
                .deploy("new", 1, spec(now))
                .deploy("cpu", 1, spec(cpu(10)));
        scene.settle();
        assertThat(scene.on("new", "gke")).isEqualTo(1);
        assertThat(scene.verdict("cpu", "gke")).isEqualTo(VerdictReason.TAINTED);
        assertThat(scene.verdict("old", "gke"))
                .as("its pods are rendered without the toleration")
                .isEqualTo(VerdictReason.TAINTED);
    }

    /// A node of a usual kubelet takes 110 pods.
    @Test
    void nodesThatAreFullOfPodsTakeNoGpuReplica() {
        scene.plane("full", slots(gpuNodes(2, "H100", 8), 110), slots(gpuNodes(1, "H100", 8), 2))
                .plane("other", slots(gpuNodes(1, "H100", 4), 110))
                .cordon("other", true)
                .deploy("small", 220, spec(cpu(10)));
        scene.settle();
        assertThat(scene.on("small", "full")).isEqualTo(220);
        scene.bindAll();
        scene.capacity("full", slots(gpuNodes(2, "H100", 8), 0), slots(gpuNodes(1, "H100", 8), 2))
                .deploy("gpu", 6, spec(gpu("H100", 1)));
        scene.settle();
        assertThat(scene.on("gpu", "full")).isEqualTo(2);
        assertThat(scene.deployment("gpu").summary())
                .isEqualTo(new SummaryCounts(6, 2, 4, 0, VerdictReason.NO_POD_SLOTS));
        assertThat(scene.fullVerdict("gpu", "full").message())
                .contains("as many pods as they take");
        scene.cordon("other", false);
        scene.settle();
        assertThat(scene.on("gpu", "other")).isEqualTo(4);
    }
}
