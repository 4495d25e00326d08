package dev.mcm.autoscaler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.plane.PlaneState;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a plane that is not heard carried comes to others, whose average shows all of it only a
/// window later. 7 requests per replica, window 60 s, no delay, all of the excess at once.
class MovedLoadTest {
    private static final Map<String, Double> BOTH = Map.of("a", 35.0, "c", 35.0);
    private static final Map<String, Double> ALONE = Map.of("a", 35.0);
    private static final Map<String, Double> ALL_ON_A = Map.of("a", 70.0);

    private final TrafficScene scene = scene(60);

    private static TrafficScene scene(int window) {
        TrafficScene scene = new TrafficScene(new Autoscaling(0, 100, window, 0, 10, 70, 100));
        scene.placed("a", 5);
        scene.placed("c", 5);
        scene.run(2 * window, BOTH);
        assertThat(scene.desired()).isEqualTo(10);
        return scene;
    }

    private static void keepsTen(TrafficScene scene, int seconds, Map<String, Double> demand) {
        for (int second = 0; second < seconds; second++) {
            scene.run(1, demand);
            assertThat(scene.desired())
                    .as("%d s: %s", second, scene.message())
                    .isGreaterThanOrEqualTo(10);
        }
    }

    @Test
    void loadOfASilentPlaneWhoseReplicasAreTakenIsKeptUntilTheOthersShowIt() {
        keepsTen(scene, 60, ALONE);
        scene.placed("a", 10);
        scene.placed("c", 0);
        keepsTen(scene, 3, ALONE);
        assertThat(scene.reason()).isEqualTo(Reason.HOLD_SILENT_PLANE);
        assertThat(scene.message()).contains("Fewer replicas are held for silent planes since");
        keepsTen(scene, 300, ALL_ON_A);
        assertThat(scene.reason()).isEqualTo(Reason.CONCURRENCY);
    }

    @Test
    void loadOfASilentPlaneThatDoesNotComeToOthersIsForgottenAWindowAfterItsReplicasAreTaken() {
        scene.run(60, ALONE);
        scene.placed("c", 0);
        keepsTen(scene, 60, ALONE);
        scene.run(60, ALONE);
        assertThat(scene.desired()).isEqualTo(5);
    }

    /// Five more became ready there unheard and served all; then they went back.
    @Test
    void alsoWhenOnlySomeOfItsReplicasAreTaken() {
        keepsTen(scene, 60, ALONE);
        scene.placed("a", 0);
        scene.placed("c", 10);
        keepsTen(scene, 100, Map.of("a", 0.0));
        scene.placed("a", 5);
        scene.placed("c", 5);
        keepsTen(scene, 3, Map.of("a", 0.0));
        keepsTen(scene, 300, ALONE);
    }

    /// What goes from the one to the other is for a while in nobody's reports.
    @Test
    void loadThatGoesToAPlaneWhoseReportsAreLateIsKept() {
        for (int second = 0; second < 100; second++) {
            scene.late(13, "c", second < 13 ? 35.0 : 70.0);
            keepsTen(scene, 1, Map.of("a", 0.0));
        }
    }

    @Test
    void latePlaneThatIsHeldForDoesNotKeepTheScaleOfTheOthers() {
        for (int second = 0; second < 200; second++) {
            scene.run(1, Map.of("a", 7.0));
            scene.late(40, "c", 35.0);
        }
        assertThat(scene.desired()).isEqualTo(6);
    }

    @Test
    void alsoWhenThePlaneFallsSilentJustAfterwards() {
        scene.placed("a", 10);
        scene.placed("c", 0);
        keepsTen(scene, 3, ALONE);
        keepsTen(scene, 300, ALL_ON_A);
    }

    @Test
    void alsoWhenThePlaneWasNeverHeard() {
        scene.nobodyReportsOthers();
        scene.placed("a", 5);
        scene.placed("b", 5);
        scene.placed("c", 0);
        scene.run(300, Map.of("a", 35.0, "c", 0.0));
        assertThat(scene.desired()).isEqualTo(10);
        assertThat(scene.reason()).isEqualTo(Reason.HOLD_SILENT_PLANE);
        scene.placed("a", 10);
        scene.placed("b", 0);
        keepsTen(scene, 3, Map.of("a", 35.0, "c", 0.0));
        keepsTen(scene, 300, Map.of("a", 70.0, "c", 0.0));
    }

    @Test
    void alsoWhenThePlaneWasNeverHeardAndIsLost() {
        scene.nobodyReportsOthers();
        scene.placed("b", 5);
        scene.placed("c", 0);
        scene.run(300, Map.of("a", 35.0, "c", 0.0));
        assertThat(scene.desired()).isEqualTo(10);
        scene.state("b", PlaneState.LOST);
        keepsTen(scene, 3, Map.of("a", 35.0, "c", 0.0));
        keepsTen(scene, 300, Map.of("a", 70.0, "c", 0.0));
    }

    /// Its reports are too late to count, and tell when its load ended.
    @Test
    void alsoWhenALatePlaneSaysThatItHasNone() {
        scene.placed("a", 10);
        scene.placed("c", 0);
        scene.run(3, BOTH);
        scene.run(25, Map.of("a", 70.0));
        scene.late(31, "c", 0.0);
        keepsTen(scene, 300, ALL_ON_A);
    }

    @Test
    void loadOfALostPlaneIsKeptUntilTheOthersShowIt() {
        TrafficScene slow = scene(300);
        keepsTen(slow, 3, ALONE);
        keepsTen(slow, 45, ALL_ON_A);
        slow.placed("c", 0);
        slow.placed("a", 10);
        slow.state("c", PlaneState.LOST);
        keepsTen(slow, 10, ALL_ON_A);
        keepsTen(slow, 900, ALL_ON_A);
    }

    @Test
    void lostPlaneThatHadNothingIsNoReasonToWait() {
        scene.run(61, Map.of("a", 35.0, "b", 0.0));
        scene.state("b", PlaneState.LOST);
        scene.state("c", PlaneState.LIVE);
        scene.run(100, Map.of("a", 35.0, "c", 35.0, "b", 0.0));
        assertThat(scene.desired()).isEqualTo(10);
        scene.run(60, Map.of("a", 14.0, "c", 14.0));
        assertThat(scene.desired()).isEqualTo(4);
    }

    @Test
    void lostPlaneThatReportsIsBackAndItsLoadCounts() {
        scene.run(60, ALONE);
        scene.state("c", PlaneState.LOST);
        scene.run(200, ALONE);
        assertThat(scene.desired()).isEqualTo(5);
        scene.run(10, BOTH);
        assertThat(scene.desired()).isEqualTo(10);
        keepsTen(scene, 300, BOTH);
        scene.state("c", PlaneState.UNKNOWN);
        keepsTen(scene, 300, BOTH);
        scene.state("c", PlaneState.LIVE);
        keepsTen(scene, 300, BOTH);
    }

    /// Judged by who could not hear it otherwise: its gateway's reports never stopped.
    @Test
    void planeThatReportsWhenItIsJudgedLostIsCountedOn() {
        scene.state("c", PlaneState.LOST);
        keepsTen(scene, 300, BOTH);
    }

    @Test
    void whatALostPlaneReportedBeforeItWasJudgedSoIsNoProofOfLife() {
        TrafficScene slow = scene(300);
        slow.run(45, ALL_ON_A);
        slow.state("c", PlaneState.LOST);
        slow.run(40, ALL_ON_A);
        assertThat(slow.desired()).isLessThanOrEqualTo(15);
        assertThat(slow.demand().visiblePlanes()).isEqualTo(1);
    }

    @Test
    void lostPlaneThatServesIsNoProofOfZero() {
        TrafficScene quick = new TrafficScene(new Autoscaling(0, 1, 12, 15, 2, 70, 50));
        quick.placed("c", 1);
        quick.run(60, Map.of("a", 0.0, "c", 1.0));
        quick.run(40, Map.of("a", 0.0));
        quick.state("c", PlaneState.LOST);
        quick.run(20, Map.of("a", 0.0));
        for (int second = 0; second < 100; second++) {
            quick.run(1, Map.of("a", 0.0, "c", 1.0));
            assertThat(quick.desired()).isEqualTo(1);
        }
    }
}
