package dev.mcm.autoscaler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.plane.PlaneState;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScalingTest {
    /// 7 requests per replica, window 60 s, delay 120 s, half of the excess.
    private static final Autoscaling SETTINGS = new Autoscaling(0, 100, 60, 120, 10, 70, 50);

    private final TrafficScene scene = new TrafficScene(SETTINGS);

    private static Autoscaling bounds(int min, int max) {
        return new Autoscaling(min, max, 60, 120, 10, 70, 50);
    }

    /// Three planes with five replicas each under 35 requests each.
    private void threePlanesWithFiveReplicas() {
        for (String plane : new String[] {"a", "b", "c"}) {
            scene.placed(plane, 5);
        }
        scene.run(300, Map.of("a", 35.0, "b", 35.0, "c", 35.0));
        assertThat(scene.desired()).isEqualTo(15);
    }

    @Test
    void newDeploymentStartsWithOneReplicaOrItsMinimum() {
        assertThat(scene.desired()).isEqualTo(1);
        assertThat(scene.reason()).isEqualTo(Reason.INITIAL);
        assertThat(new TrafficScene(bounds(3, 9)).desired()).isEqualTo(3);
    }

    @Test
    void initialScaleStaysForTheWholeDelayWithoutTraffic() {
        scene.run(119, Map.of("a", 0.0));
        assertThat(scene.desired()).isEqualTo(1);
        scene.run(10, Map.of("a", 0.0));
        assertThat(scene.desired()).isZero();
        assertThat(scene.reason()).isEqualTo(Reason.SCALED_TO_ZERO);
    }

    @Test
    void initialScaleStaysWhileNobodyReports() {
        scene.run(1_000, Map.of());
        assertThat(scene.desired()).isEqualTo(1);
        assertThat(scene.reason()).isEqualTo(Reason.HOLD_NO_METRICS);
    }

    @Test
    void moreTrafficScalesUpWithTheNextDecision() {
        scene.run(100, Map.of("a", 7.0));
        assertThat(scene.desired()).isEqualTo(1);
        scene.run(60, Map.of("a", 25.0));
        assertThat(scene.desired()).isEqualTo(4);
        assertThat(scene.message()).contains("25.00 requests", "ask for 4");
    }

    @Test
    void burstPanicsAndOnlyGrowsUntilItIsOver() {
        scene.placed("a", 1);
        scene.run(100, Map.of("a", 7.0));
        scene.run(6, Map.of("a", 140.0));
        assertThat(scene.desired()).isEqualTo(20);
        assertThat(scene.reason()).isEqualTo(Reason.PANIC);
        scene.run(30, Map.of("a", 1.0));
        assertThat(scene.desired()).isEqualTo(20);
    }

    /// 100 requests that wait 60 ms once are 6 for a second; counted as 100 they asked for 29.
    @Test
    void requestsThatWaitForAMomentDoNotAskForAReplicaEach() {
        TrafficScene busy = new TrafficScene(new Autoscaling(0, 100, 60, 120, 1, 70, 50));
        busy.placed("a", 5);
        busy.run(200, Map.of("a", 3.5));
        assertThat(busy.desired()).isEqualTo(5);
        busy.run(1, Map.of("a", 3.5 + 6));
        busy.run(60, Map.of("a", 3.5));
        assertThat(busy.desired()).isEqualTo(6);
    }

    @Test
    void firstRequestWakesADeploymentAtZero() {
        scene.run(400, Map.of("a", 0.0));
        assertThat(scene.desired()).isZero();
        scene.run(1, Map.of("a", 1.0));
        assertThat(scene.desired()).isEqualTo(1);
    }

    @Test
    void lowerScaleWaitsForTheWholeDelayAndGoesByHalfOfTheExcess() {
        scene.placed("a", 10);
        scene.run(200, Map.of("a", 70.0));
        assertThat(scene.desired()).isEqualTo(10);
        scene.run(119, Map.of("a", 14.0));
        assertThat(scene.desired()).isEqualTo(10);
        assertThat(scene.reason()).isEqualTo(Reason.SCALE_DOWN_DELAY);
        scene.run(70, Map.of("a", 14.0));
        assertThat(scene.desired()).isEqualTo(6);
        scene.run(40, Map.of("a", 14.0));
        assertThat(scene.desired()).isEqualTo(6);
        assertThat(scene.reason()).isEqualTo(Reason.SCALE_DOWN_RATE);
        scene.run(30, Map.of("a", 14.0));
        assertThat(scene.desired()).isEqualTo(4);
    }

    @Test
    void onePeakWithinTheDelayPutsTheLowerScaleOff() {
        scene.placed("a", 10);
        scene.run(200, Map.of("a", 70.0));
        scene.run(120, Map.of("a", 7.0));
        scene.run(60, Map.of("a", 70.0));
        scene.run(110, Map.of("a", 7.0));
        assertThat(scene.desired()).isEqualTo(10);
    }

    @Test
    void boundsHoldAndAreNamed() {
        scene.settings(bounds(2, 3));
        scene.run(60, Map.of("a", 0.0));
        assertThat(scene.desired()).isEqualTo(2);
        assertThat(scene.reason()).isEqualTo(Reason.MIN_REPLICA);
        scene.run(60, Map.of("a", 70.0));
        assertThat(scene.desired()).isEqualTo(3);
        assertThat(scene.reason()).isEqualTo(Reason.MAX_REPLICA);
        scene.settings(bounds(0, 2));
        scene.decide();
        assertThat(scene.desired()).isEqualTo(2);
    }

    @Test
    void silentPlaneNeitherLowersNorRaises() {
        threePlanesWithFiveReplicas();
        scene.run(2_000, Map.of("a", 35.0, "b", 35.0));
        assertThat(scene.desired()).isEqualTo(15);
        assertThat(scene.reason()).isEqualTo(Reason.HOLD_SILENT_PLANE);
    }

    @Test
    void silenceOfAnOverloadedPlaneDoesNotLower() {
        scene.placed("a", 5);
        scene.placed("c", 9);
        scene.run(200, Map.of("a", 35.0, "c", 63.0));
        assertThat(scene.desired()).isEqualTo(14);
        scene.run(2_000, Map.of("a", 35.0));
        assertThat(scene.desired()).isEqualTo(14);
    }

    @Test
    void silenceOfAPlaneWithSpareReplicasDoesNotRaise() {
        scene.placed("a", 3);
        scene.placed("b", 4);
        scene.placed("c", 5);
        scene.run(200, Map.of("a", 35.0, "b", 35.0, "c", 14.0));
        assertThat(scene.desired()).isEqualTo(12);
        scene.run(2_000, Map.of("a", 35.0, "b", 35.0));
        assertThat(scene.desired()).isEqualTo(12);
    }

    @Test
    void replicasAddedToASilentPlaneDoNotFeedBack() {
        threePlanesWithFiveReplicas();
        scene.run(100, Map.of("a", 35.0, "b", 35.0));
        for (int added = 6; added < 20; added++) {
            scene.placed("c", added);
            scene.run(10, Map.of("a", 35.0, "b", 35.0));
        }
        assertThat(scene.desired()).isEqualTo(15);
    }

    @Test
    void trafficThatMovesFromASilentPlaneIsServedBesideTheHold() {
        threePlanesWithFiveReplicas();
        scene.run(200, Map.of("a", 52.0, "b", 53.0));
        assertThat(scene.desired()).isEqualTo(20);
    }

    @Test
    void visiblePlanesAtZeroLeaveTheHoldOfTheSilentOne() {
        threePlanesWithFiveReplicas();
        scene.run(3_000, Map.of("a", 0.0, "b", 0.0));
        assertThat(scene.desired()).isEqualTo(5);
    }

    @Test
    void lostPlaneIsNotHeldFor() {
        threePlanesWithFiveReplicas();
        scene.run(60, Map.of("a", 52.0, "b", 53.0));
        scene.state("c", PlaneState.LOST);
        scene.run(1_000, Map.of("a", 52.0, "b", 53.0));
        assertThat(scene.desired()).isEqualTo(15);
    }

    @Test
    void planeThatIsHeardAgainIsCountedAgain() {
        threePlanesWithFiveReplicas();
        scene.run(100, Map.of("a", 35.0, "b", 35.0));
        scene.run(1_000, Map.of("a", 35.0, "b", 35.0, "c", 35.0));
        assertThat(scene.desired()).isEqualTo(15);
        assertThat(scene.reason()).isEqualTo(Reason.CONCURRENCY);
    }

    @Test
    void missingMetricsNeverLower() {
        threePlanesWithFiveReplicas();
        String heard = Instant.ofEpochSecond(scene.now).toString();
        scene.run(5_000, Map.of());
        assertThat(scene.desired()).isEqualTo(15);
        assertThat(scene.reason()).isEqualTo(Reason.HOLD_NO_METRICS);
        assertThat(scene.message()).contains("3 are silent, last heard at " + heard);
    }

    @Test
    void zeroNeedsEveryPlaneThatHoldsReplicas() {
        scene.placed("a", 1);
        scene.placed("b", 0);
        scene.run(100, Map.of("a", 1.0, "b", 1.0));
        scene.run(2_000, Map.of("b", 0.0));
        assertThat(scene.desired()).isEqualTo(1);
        scene.run(100, Map.of("a", 0.0, "b", 0.0));
        assertThat(scene.desired()).isEqualTo(1);
        scene.run(200, Map.of("a", 0.0, "b", 0.0));
        assertThat(scene.desired()).isZero();
    }

    @Test
    void placedPlaneThatHasNeverReportedIsNoProofOfZero() {
        scene.placed("a", 1);
        scene.placed("b", 1);
        scene.run(2_000, Map.of("a", 0.0));
        assertThat(scene.desired()).isEqualTo(1);
        assertThat(scene.reason()).isEqualTo(Reason.HOLD_ZERO_UNPROVEN);
    }

    @Test
    void silentPlaneDoesNotWakeADeploymentAtZero() {
        scene.run(400, Map.of("a", 0.0));
        scene.run(400, Map.of());
        assertThat(scene.desired()).isZero();
    }

    @Test
    void inactiveIsZeroAndActivationStartsAnew() {
        threePlanesWithFiveReplicas();
        scene.active = false;
        scene.decide();
        assertThat(scene.desired()).isZero();
        assertThat(scene.reason()).isEqualTo(Reason.INACTIVE);
        scene.active = true;
        scene.decide();
        assertThat(scene.desired()).isEqualTo(1);
        assertThat(scene.reason()).isEqualTo(Reason.INITIAL);
    }

    @Test
    void restartWithACheckpointAndAReplayMovesNothing() {
        threePlanesWithFiveReplicas();
        scene.run(80, Map.of("a", 10.0, "b", 10.0, "c", 10.0));
        int before = scene.desired();
        scene.pass(20);
        scene.restart(Map.of("a", 10.0, "b", 10.0, "c", 10.0));
        assertThat(scene.decide().desired()).isEqualTo(before);
        scene.run(10, Map.of("a", 10.0, "b", 10.0, "c", 10.0));
        assertThat(scene.desired()).isEqualTo(before);
        scene.run(2_000, Map.of("a", 10.0, "b", 10.0, "c", 10.0));
        assertThat(scene.desired()).isEqualTo(5);
    }

    @Test
    void restartKeepsTheProofOfZero() {
        scene.run(100, Map.of("a", 0.0));
        scene.restart(Map.of("a", 0.0));
        scene.run(25, Map.of("a", 0.0));
        assertThat(scene.desired()).isZero();
    }

    @Test
    void restartWithoutAnyMemoryNeverLowersForAWindowAndTheDelay() {
        threePlanesWithFiveReplicas();
        scene.forgetEverythingButTheScale();
        scene.run(119, Map.of("a", 1.0, "b", 1.0, "c", 1.0));
        assertThat(scene.desired()).isEqualTo(15);
        scene.run(2_000, Map.of("a", 1.0, "b", 1.0, "c", 1.0));
        assertThat(scene.desired()).isEqualTo(1);
    }

    @Test
    void longGapBetweenDecisionsStartsTheDelayAnew() {
        threePlanesWithFiveReplicas();
        scene.run(100, Map.of("a", 1.0, "b", 1.0, "c", 1.0));
        scene.pass(3_600);
        scene.restart(Map.of("a", 1.0, "b", 1.0, "c", 1.0));
        scene.run(118, Map.of("a", 1.0, "b", 1.0, "c", 1.0));
        assertThat(scene.desired()).isEqualTo(15);
    }

    @Test
    void planeThatReportsEveryThirdSecondIsNotTakenForHalfIdle() {
        for (int i = 0; i < 60; i++) {
            scene.run(1, Map.of("a", 35.0));
            scene.run(2, Map.of());
        }
        assertThat(scene.desired()).isEqualTo(5);
    }
}
