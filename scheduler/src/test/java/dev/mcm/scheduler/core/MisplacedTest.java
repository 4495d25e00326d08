package dev.mcm.scheduler.core;

import static dev.mcm.scheduler.core.Scene.T0;
import static dev.mcm.scheduler.core.SceneParts.gpu;
import static dev.mcm.scheduler.core.SceneParts.gpuNodes;
import static dev.mcm.scheduler.core.SceneParts.silent;
import static dev.mcm.scheduler.core.SceneParts.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.placement.PlacementOutcome;
import dev.mcm.state.placement.VerdictReason;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An organisation with four replicas in us allows only eu from now on, and eu is full.
class MisplacedTest {
    private final Scene scene = new Scene();

    @BeforeEach
    void fourReplicasInUs() {
        scene.plane("eu", "aws", "eu-1")
                .plane("us", "aws", "us-1", gpuNodes(1, "H100", 8))
                .deploy("d", 4, spec(gpu("H100", 1)))
                .settle();
        scene.bindAll();
        allowOnly("eu-1");
    }

    private void allowOnly(String region) {
        scene.change(
                "d",
                d ->
                        new DeploymentFacts(
                                d.id(),
                                Set.of(region),
                                d.specVersion(),
                                d.priority(),
                                d.createdAt(),
                                d.active(),
                                d.desired(),
                                d.spec(),
                                d.placements(),
                                d.summary(),
                                d.verdicts()));
    }

    private SummaryCounts summary() {
        return Objects.requireNonNull(scene.deployment("d").summary());
    }

    @Test
    void replicasThatStayWhereTheyAreForbiddenAreNotCalledPlaced() {
        scene.settle();
        assertThat(scene.on("d", "us")).isEqualTo(4);
        assertThat(summary()).isEqualTo(new SummaryCounts(4, 4, 0, 4, PlacementOutcome.MISPLACED));
        assertThat(scene.verdict("d", "us")).isEqualTo(VerdictReason.REGION_NOT_ALLOWED);
        assertThat(scene.fullVerdict("d", "us").message()).contains("4 replicas stay");
        assertThat(scene.verdict("d", "eu")).isEqualTo(VerdictReason.GPU_TYPE_ABSENT);
        assertThat(snapshot().misplacedReplicas()).isEqualTo(4);
        assertThat(snapshot().pendingReplicas()).isZero();
    }

    @Test
    void theyMoveWhenOthersAreReadyAndTheBreachIsOver() {
        scene.settle();
        scene.capacity("eu", gpuNodes(1, "H100", 8)).settle();
        assertThat(List.of(scene.on("d", "us"), scene.on("d", "eu")))
                .as("a quarter more than wanted")
                .containsExactly(4, 1);
        for (int moved = 1; moved < 4; moved++) {
            scene.bindAll().settle();
            assertThat(List.of(scene.on("d", "us"), scene.on("d", "eu")))
                    .containsExactly(4 - moved, moved + 1);
        }
        scene.bindAll().settle();
        assertThat(List.of(scene.on("d", "us"), scene.on("d", "eu"))).containsExactly(0, 4);
        assertThat(summary()).isEqualTo(new SummaryCounts(4, 4, 0, 0, PlacementOutcome.PLACED));
    }

    @Test
    void theyAreCountedBesideThoseThatArePending() {
        scene.desire("d", 6).settle();
        assertThat(summary())
                .isEqualTo(new SummaryCounts(6, 4, 2, 4, VerdictReason.GPU_TYPE_ABSENT));
    }

    @Test
    void thoseOnAPlaneThatIsNotHeardAreCountedToo() {
        scene.contact("us", silent(T0), SceneParts.reached()).settle();
        assertThat(summary().misplaced()).isEqualTo(4);
        assertThat(summary().reason()).isEqualTo(PlacementOutcome.MISPLACED);
    }

    @Test
    void aSecondDecisionFindsNothingToChange() {
        scene.settle();
        assertThat(Scheduling.decide(snapshot(), scene.policy, scene.now).isEmpty()).isTrue();
    }

    private SchedulerSnapshot snapshot() {
        return scene.snapshot();
    }
}
