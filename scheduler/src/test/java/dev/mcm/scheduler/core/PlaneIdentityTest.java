package dev.mcm.scheduler.core;

import static dev.mcm.scheduler.core.SceneParts.gpu;
import static dev.mcm.scheduler.core.SceneParts.gpuNodes;
import static dev.mcm.scheduler.core.SceneParts.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.plane.IdentityState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Planes whose cluster is not known to be theirs.
final class PlaneIdentityTest {
    private final Scene scene = new Scene();

    @Test
    void aPlaneWhoseClusterIsUnknownTakesNothingNewUntilItIsKnown() {
        scene.plane("a", gpuNodes(1, "H100", 8))
                .identity("a", IdentityState.UNKNOWN)
                .deploy("d", 2, spec(gpu("H100", 1)))
                .settle();
        assertThat(scene.on("d", "a")).isZero();
        assertThat(scene.verdict("d", "a")).isEqualTo(VerdictReason.IDENTITY_UNKNOWN);

        scene.identity("a", IdentityState.KNOWN).settle();
        assertThat(scene.on("d", "a")).isEqualTo(2);
    }

    @Test
    void aPlaneThatMayNotBeReadTakesReplicas() {
        scene.plane("a", gpuNodes(1, "H100", 8))
                .identity("a", IdentityState.UNREADABLE)
                .deploy("d", 2, spec(gpu("H100", 1)))
                .settle();
        assertThat(scene.on("d", "a")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPlacedStaysAndNoStateMoves(IdentityState identity) {
        scene.plane("a", gpuNodes(1, "H100", 8))
                .plane("b", gpuNodes(1, "H100", 8))
                .deploy("d", 2, spec(gpu("H100", 1)))
                .settle();
        scene.bindAll();
        int onA = scene.on("d", "a");
        int onB = scene.on("d", "b");

        SchedulerPlan plan = scene.identity("a", identity).identity("b", identity).settle();

        assertThat(plan.planeStates()).isEmpty();
        assertThat(plan.placements()).isEmpty();
        assertThat(scene.on("d", "a")).isEqualTo(onA);
        assertThat(scene.on("d", "b")).isEqualTo(onB);
    }

    @ParameterizedTest
    @EnumSource(names = {"TAKEN", "CHANGED"})
    void nothingNewGoesWhereAnotherClusterAnswers(IdentityState identity) {
        scene.plane("a", gpuNodes(1, "H100", 8)).deploy("d", 1, spec(gpu("H100", 1))).settle();
        scene.bindAll();

        scene.identity("a", identity).desire("d", 3).settle();

        assertThat(scene.on("d", "a")).isEqualTo(1);
        assertThat(scene.verdict("d", "a")).isEqualTo(VerdictReason.IDENTITY_REFUSED);
    }
}
