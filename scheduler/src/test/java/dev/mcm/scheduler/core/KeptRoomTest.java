package dev.mcm.scheduler.core;

import static dev.mcm.scheduler.core.SceneParts.gpu;
import static dev.mcm.scheduler.core.SceneParts.gpuNodes;
import static dev.mcm.scheduler.core.SceneParts.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.placement.VerdictReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An urgent replica of eight GPUs waits; plane a has a node with seven free, plane b one with one.
class KeptRoomTest {
    private final Scene scene = new Scene();

    @BeforeEach
    void urgentOneWaits() {
        scene.plane("a", gpuNodes(1, "H100", 7))
                .plane("b", gpuNodes(1, "H100", 1))
                .deploy("large", 9, 1, spec(gpu("H100", 8)))
                .settle();
    }

    private void later(int seconds) {
        scene.now = scene.now.plusSeconds(seconds);
    }

    @Test
    void whatIsFreeWhereLeastIsMissingIsNotGivenToLessUrgentOnes() {
        scene.deploy("small", 0, 2, spec(gpu("H100", 1))).settle();
        assertThat(scene.on("small", "a")).isZero();
        assertThat(scene.on("small", "b")).isEqualTo(1);
        assertThat(scene.verdict("small", "a")).isEqualTo(VerdictReason.KEPT_FOR_URGENT);
    }

    @Test
    void itIsGivenToTheOneThatItIsKeptForWhenItIsEnough() {
        scene.deploy("small", 0, 2, spec(gpu("H100", 1))).settle();
        scene.capacity("a", gpuNodes(1, "H100", 8)).capacity("b").settle();
        assertThat(scene.on("large", "a")).isEqualTo(1);
    }

    @Test
    void equallyUrgentOnesDoNotWaitForEachOther() {
        scene.deploy("small", 9, 2, spec(gpu("H100", 1))).settle();
        assertThat(scene.placed("small")).isEqualTo(2);
        assertThat(scene.on("small", "a")).isPositive();
    }

    @Test
    void itIsKeptForAWhileOnly() {
        scene.deploy("small", 0, 2, spec(gpu("H100", 1))).settle();
        scene.bindAll();
        later(299);
        scene.capacity("b").settle();
        assertThat(scene.on("small", "a")).isZero();
        later(1);
        scene.settle();
        assertThat(scene.placed("small")).isEqualTo(2);
        assertThat(scene.on("small", "a")).isEqualTo(1);
    }

    @Test
    void otherGpuModelsAndCpuOnlyReplicasAreNotKeptOut() {
        scene.capacity("a", gpuNodes(1, "H100", 7), gpuNodes(1, "T4", 1));
        scene.deploy("other", 0, 1, spec(gpu("T4", 1)))
                .deploy("cpu", 0, 1, spec(SceneParts.cpu(1_000)))
                .settle();
        assertThat(scene.placed("other")).isEqualTo(1);
        assertThat(scene.placed("cpu")).isEqualTo(1);
    }
}
