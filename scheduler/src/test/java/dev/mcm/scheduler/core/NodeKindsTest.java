package dev.mcm.scheduler.core;

import static dev.mcm.scheduler.core.SceneParts.closed;
import static dev.mcm.scheduler.core.SceneParts.gpu;
import static dev.mcm.scheduler.core.SceneParts.gpuNodes;
import static dev.mcm.scheduler.core.SceneParts.offering;
import static dev.mcm.scheduler.core.SceneParts.share;
import static dev.mcm.scheduler.core.SceneParts.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.placement.VerdictReason;
import org.junit.jupiter.api.Test;

/// Nodes that are there and do not count, or not for everybody; and verdicts that say so.
final class NodeKindsTest {
    private final Scene scene = new Scene();

    @Test
    void wholeGpusAndSharesOfThemAreDifferentNodesOfOnePlane() {
        scene.plane(
                        "p",
                        offering(gpuNodes(1, "H100", 2), GpuOffer.SHARES),
                        offering(gpuNodes(1, "H100", 4), GpuOffer.WHOLE))
                .deploy("whole", 9, spec(gpu("H100", 1)))
                .deploy("shares", 9, spec(share("H100", 400)));
        scene.settle();
        assertThat(scene.on("whole", "p")).isEqualTo(4);
        assertThat(scene.on("shares", "p")).isEqualTo(4);
    }

    @Test
    void aPlaneSaysThatItGivesOutGpusInTheOtherWayOnly() {
        scene.plane("p", offering(gpuNodes(1, "H100", 2), GpuOffer.SHARES))
                .deploy("d", 1, spec(gpu("H100", 1)));
        scene.settle();
        assertThat(scene.verdict("d", "p")).isEqualTo(VerdictReason.GPU_OFFER_ABSENT);
        assertThat(scene.fullVerdict("d", "p").message())
                .isEqualTo("nodes with GPU model H100 give out only shares of them");
    }

    /// X3: all nodes of the only GPU pool are cordoned.
    @Test
    void aPlaneWithOnlyClosedNodesOfTheModelSaysThatTheyAreClosed() {
        scene.plane(
                        "p",
                        closed(gpuNodes(2, "T4", 8), NodeClosure.CORDONED),
                        closed(gpuNodes(1, "T4", 8), NodeClosure.NOT_READY),
                        gpuNodes(1, "H100", 8))
                .deploy("d", 1, spec(gpu("T4", 1)));
        scene.settle();
        assertThat(scene.placed("d")).isZero();
        assertThat(scene.deployment("d").summary())
                .isEqualTo(new SummaryCounts(1, 0, 1, 0, VerdictReason.NODES_CLOSED));
        assertThat(scene.fullVerdict("d", "p").message())
                .isEqualTo("3 nodes that would do are closed: cordoned, not ready");
        scene.capacity("p", gpuNodes(3, "T4", 8));
        scene.settle();
        assertThat(scene.on("d", "p")).isEqualTo(1);
    }

    @Test
    void closedNodesThatAreFullAreNotTheReason() {
        scene.plane("p", closed(gpuNodes(1, "T4", 0), NodeClosure.CORDONED), gpuNodes(1, "T4", 1))
                .deploy("d", 2, spec(gpu("T4", 1)));
        scene.settle();
        assertThat(scene.verdict("d", "p")).isEqualTo(VerdictReason.NO_CAPACITY);
    }

    /// What a plane once said stays stored while nothing is pending, so it must not be about room
    /// that comes and goes.
    @Test
    void aPlaneThatIsNotNeededIsNotSaidToBeFull() {
        scene.plane("a", gpuNodes(1, "T4", 2))
                .plane("b", closed(gpuNodes(1, "T4", 8), NodeClosure.CORDONED))
                .deploy("d", 2, spec(gpu("T4", 1)));
        scene.settle();
        scene.capacity("b", gpuNodes(1, "T4", 8));
        scene.settle();
        assertThat(scene.verdict("d", "a")).isEqualTo(VerdictReason.PLACED);
        assertThat(scene.verdict("d", "b")).isEqualTo(VerdictReason.NOT_ASKED);
    }
}
