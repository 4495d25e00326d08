package dev.mcm.scheduler.core;

import static dev.mcm.scheduler.core.SceneParts.gpu;
import static dev.mcm.scheduler.core.SceneParts.gpuNodes;
import static dev.mcm.scheduler.core.SceneParts.group;
import static dev.mcm.scheduler.core.SceneParts.spec;
import static dev.mcm.state.observed.ReplicaState.FAILING;
import static dev.mcm.state.observed.ReplicaState.READY;
import static dev.mcm.state.observed.ReplicaState.STARTING;
import static dev.mcm.state.observed.ReplicaState.UNBOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import dev.mcm.state.placement.PlacementOutcome;
import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Four replicas on plane a, that are decided and do not all come to run; plane b is full at first.
class LedgerTest {
    private final Scene scene = new Scene();

    @BeforeEach
    void fourReplicasOnA() {
        scene.plane("a", gpuNodes(1, "H100", 4))
                .plane("b")
                .deploy("d", 4, spec(gpu("H100", 1)))
                .settle();
    }

    private void later(int seconds) {
        scene.now = scene.now.plusSeconds(seconds);
    }

    private ReplicaGroup now(ReplicaState state, int count) {
        return group(state, count, scene.now, "");
    }

    private ReplicaGroup now(ReplicaState state, int count, String reason) {
        return group(state, count, scene.now, reason);
    }

    private List<Integer> placed() {
        return List.of(scene.on("d", "a"), scene.on("d", "b"));
    }

    private SummaryCounts summary() {
        return Objects.requireNonNull(scene.deployment("d").summary());
    }

    private void roomOnB(int gpus) {
        scene.capacity("b", gpuNodes(1, "H100", gpus));
    }

    @Test
    void whatIsPlacedAndNotShownWaitsForPatienceFromTheRowsGrowth() {
        roomOnB(4);
        later(14);
        assertThat(scene.settle().isEmpty()).isTrue();
        later(1);
        scene.settle();
        assertThat(placed()).containsExactly(4, 4);
    }

    @Test
    void whatHasNoNodeIsPendingUntilItHasAPlaceAndSaysWhy() {
        scene.observe("d", "a", now(READY, 2), now(UNBOUND, 2));
        later(15);
        scene.settle();
        assertThat(placed()).containsExactly(4, 0);
        assertThat(summary())
                .isEqualTo(new SummaryCounts(4, 2, 2, 0, VerdictReason.SOUGHT_ELSEWHERE));
        assertThat(scene.fullVerdict("d", "a").message())
                .isEqualTo("2 replicas wait for a node or fail for too long");
    }

    @Test
    void whatThePlaneItselfCallsUnschedulableWaitsForLess() {
        scene.observe("d", "a", now(READY, 3), now(UNBOUND, 1, "Unschedulable"));
        roomOnB(4);
        later(4);
        assertThat(scene.settle().placements()).isEmpty();
        later(1);
        scene.settle();
        assertThat(placed()).containsExactly(4, 1);
    }

    @Test
    void aPlaneThatBringsNodesItselfIsWaitedFor() {
        scene.provisionTimeout("a", Duration.ofMinutes(5));
        scene.observe("d", "a", now(READY, 3), now(UNBOUND, 1, "Unschedulable"));
        roomOnB(4);
        later(304);
        assertThat(scene.settle().placements()).isEmpty();
        later(1);
        scene.settle();
        assertThat(placed()).containsExactly(4, 1);
    }

    @Test
    void whatIsOverdueStaysUntilAnotherIsReadyOneForOne() {
        scene.observe("d", "a", now(READY, 2), now(UNBOUND, 2));
        roomOnB(4);
        later(15);
        scene.settle();
        assertThat(placed()).containsExactly(4, 2);
        assertThat(summary()).isEqualTo(new SummaryCounts(4, 4, 0, 0, PlacementOutcome.REPLACING));
        scene.observe("d", "b", now(STARTING, 2)).settle();
        assertThat(placed()).containsExactly(4, 2);
        scene.observe("d", "b", now(STARTING, 1), now(READY, 1)).settle();
        assertThat(placed()).containsExactly(3, 2);
        scene.observe("d", "b", now(READY, 2));
        assertThat(scene.settle().placements())
                .extracting(CellChange::reason)
                .containsExactly(PlacementReason.MOVED_OVERDUE);
        assertThat(placed()).containsExactly(2, 2);
        assertThat(summary()).isEqualTo(new SummaryCounts(4, 4, 0, 0, PlacementOutcome.PLACED));
    }

    @Test
    void whatStoodInGoesWhenTheOverdueOneRunsFirst() {
        scene.observe("d", "a", now(READY, 3), now(UNBOUND, 1));
        roomOnB(4);
        later(15);
        scene.settle();
        scene.observe("d", "b", now(STARTING, 1)).observe("d", "a", now(READY, 4));
        assertThat(scene.settle().placements())
                .extracting(CellChange::reason)
                .containsExactly(PlacementReason.SPARE_ENDED);
        assertThat(placed()).containsExactly(4, 0);
    }

    @Test
    void aStandInThatIsStuckToDoesNotMultiply() {
        scene.plane("c", gpuNodes(1, "H100", 4));
        roomOnB(4);
        scene.observe("d", "a", now(READY, 3), now(UNBOUND, 1));
        later(15);
        scene.settle();
        assertThat(List.of(scene.on("d", "b"), scene.on("d", "c"))).containsExactly(1, 0);
        later(15);
        scene.settle();
        assertThat(List.of(scene.on("d", "b"), scene.on("d", "c"))).containsExactly(0, 1);
        later(15);
        scene.settle();
        assertThat(placed()).containsExactly(4, 0);
        assertThat(scene.placed("d")).as("none is left to try").isEqualTo(4);
        assertThat(scene.verdict("d", "c")).isEqualTo(VerdictReason.BACKED_OFF);
    }

    @Test
    void aCellIsTriedThreeTimesAnHourAtMostWithGrowingPauses() {
        roomOnB(4);
        scene.observe("d", "a", now(READY, 3), now(UNBOUND, 1));
        later(15);
        int tries = 0;
        for (int second = 0; second < 3600; second += 5) {
            int before = scene.on("d", "b");
            scene.settle();
            tries += scene.on("d", "b") > before ? 1 : 0;
            later(5);
            scene.observe("d", "a", group(READY, 3), group(UNBOUND, 1));
        }
        assertThat(tries).isEqualTo(3);
        assertThat(scene.fullVerdict("d", "b").message()).contains("none is tried before");
    }

    @Test
    void whatFailsWithItsNodeIsSoughtElsewhereSoon() {
        scene.observe("d", "a", now(FAILING, 4, "NodeNotReady"));
        roomOnB(4);
        later(10);
        scene.settle();
        assertThat(placed()).containsExactly(4, 4);
    }

    @Test
    void whatFailsAloneIsSoughtElsewhereAfterAWhile() {
        scene.observe("d", "a", now(READY, 3), now(FAILING, 1, "CrashLoopBackOff"));
        roomOnB(4);
        later(59);
        assertThat(scene.settle().placements()).isEmpty();
        later(1);
        scene.settle();
        assertThat(placed()).containsExactly(4, 1);
    }

    @Test
    void anApplicationThatFailsEverywhereIsTriedOnceElsewhereAndStays() {
        scene.observe("d", "a", now(FAILING, 4, "CrashLoopBackOff"));
        roomOnB(8);
        later(60);
        scene.settle();
        assertThat(placed()).containsExactly(4, 1);
        assertThat(summary().pending()).isZero();
        scene.observe("d", "b", now(FAILING, 1, "CrashLoopBackOff"));
        later(60);
        scene.settle();
        assertThat(placed()).containsExactly(4, 0);
        assertThat(summary())
                .isEqualTo(new SummaryCounts(4, 4, 0, 0, PlacementOutcome.FAILS_EVERYWHERE));
        scene.observe("d", "b");
        for (int minute = 0; minute < 30; minute++) {
            later(60);
            assertThat(scene.settle().placements()).isEmpty();
        }
    }

    @Test
    void anApplicationThatRunsElsewhereIsMovedThere() {
        scene.observe("d", "a", now(FAILING, 4, "CrashLoopBackOff"));
        roomOnB(8);
        later(60);
        scene.settle();
        scene.observe("d", "b", now(READY, 1)).settle();
        assertThat(placed()).containsExactly(3, 4);
        scene.observe("d", "b", now(READY, 4)).settle();
        assertThat(placed()).containsExactly(0, 4);
    }

    @Test
    void whatIsOverdueBlocksNobodyElse() {
        scene.observe("d", "a", now(READY, 2), now(UNBOUND, 2));
        scene.deploy("e", 2, spec(gpu("H100", 1))).capacity("a", gpuNodes(1, "H100", 2));
        scene.settle();
        assertThat(scene.placed("e")).isZero();
        later(15);
        scene.settle();
        assertThat(scene.placed("e")).isEqualTo(2);
    }

    @Test
    void agesCountFromWhenThePlaneWasHeardAgain() {
        scene.observe("d", "a", now(UNBOUND, 4));
        roomOnB(4);
        later(60);
        scene.said(
                new PlaneStateRow(scene.planeFacts("a").id(), PlaneState.LIVE, "heard", scene.now));
        later(14);
        assertThat(scene.settle().placements()).isEmpty();
        later(1);
        scene.settle();
        assertThat(placed()).containsExactly(4, 4);
    }

    @Test
    void aRowOfZeroReplicasEndsWhenNothingIsShownOfIt() {
        scene.bindAll().desire("d", 0).settle();
        later(60);
        scene.settle();
        assertThat(scene.deployment("d").placements()).as("still shown").hasSize(1);
        scene.observe("d", "a").settle();
        assertThat(scene.deployment("d").placements()).isEmpty();
    }

    @Test
    void aRowOfZeroReplicasStaysWhileItRemembersThatTheyWereGivenUp() {
        scene.observe("d", "a", now(FAILING, 4, "NodeNotReady"));
        roomOnB(4);
        later(10);
        scene.settle();
        scene.observe("d", "b", now(READY, 4)).settle();
        assertThat(placed()).containsExactly(0, 4);
        scene.observe("d", "a");
        later(3599);
        scene.settle();
        assertThat(scene.deployment("d").placements()).hasSize(2);
        later(1);
        scene.settle();
        assertThat(scene.deployment("d").placements()).hasSize(1);
    }

    @Test
    void aRowOfZeroReplicasOnALostPlaneWaits() {
        scene.desire("d", 0).settle();
        scene.contact("a", SceneParts.silent(Scene.T0), SceneParts.unreached(Scene.T0));
        later(90);
        scene.settle();
        assertThat(scene.deployment("d").placements()).hasSize(1);
    }
}
