package dev.mcm.autoscaler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.deployment.Autoscaling;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Planes of which nothing is known: 7 requests per replica, window 60 s.
class UnknownPlaneTest {
    private static Autoscaling delay(int seconds) {
        return new Autoscaling(0, 100, 60, seconds, 10, 70, 50);
    }

    private final TrafficScene scene = new TrafficScene(delay(120));

    /// 10 replicas for 70 requests, five of them on B, which serves half and never said so.
    private void halfOnAPlaneThatIsNeverHeard() {
        scene.placed("a", 10);
        scene.run(200, Map.of("a", 70.0));
        scene.placed("a", 5);
        scene.placed("b", 5);
        assertThat(scene.desired()).isEqualTo(10);
    }

    @Test
    void replicasOfAPlaneWhoseExporterNeverWorkedAreKept() {
        halfOnAPlaneThatIsNeverHeard();
        scene.nobodyReportsOthers();
        scene.run(3_000, Map.of("a", 35.0));
        assertThat(scene.desired()).isEqualTo(10);
        assertThat(scene.reason()).isEqualTo(Reason.HOLD_SILENT_PLANE);
    }

    @Test
    void replicasThatAreReadyWhereNoGatewayNamesThemAreKept() {
        halfOnAPlaneThatIsNeverHeard();
        scene.observed(5, 5);
        scene.run(3_000, Map.of("a", 35.0));
        assertThat(scene.desired()).isEqualTo(10);
    }

    @Test
    void replicasThatAreNotReadyOnANewPlaneServeTheDemandOfTheOthers() {
        halfOnAPlaneThatIsNeverHeard();
        scene.observed(5, 0);
        scene.placed("a", 10);
        scene.run(3_000, Map.of("a", 35.0));
        assertThat(scene.desired()).isEqualTo(5);
    }

    @Test
    void planeThatIsNeverHeardNeverRaises() {
        halfOnAPlaneThatIsNeverHeard();
        scene.nobodyReportsOthers();
        for (int added = 5; added < 40; added++) {
            scene.placed("b", added);
            scene.run(10, Map.of("a", 35.0));
            assertThat(scene.desired()).isEqualTo(10);
        }
        scene.run(100, Map.of("a", 77.0));
        assertThat(scene.desired()).isGreaterThanOrEqualTo(11);
    }

    @Test
    void planeThatWasReadBeforeARestartAndNotYetAgainIsSilentNotIdle() {
        TrafficScene quick = new TrafficScene(delay(0));
        for (String plane : List.of("a", "b", "c")) {
            quick.placed(plane, 5);
        }
        quick.run(300, Map.of("a", 35.0, "b", 35.0, "c", 35.0));
        assertThat(quick.desired()).isEqualTo(15);
        quick.restart(Map.of("a", 35.0, "b", 35.0));
        quick.run(60, Map.of("a", 35.0, "b", 35.0));
        assertThat(quick.desired()).isEqualTo(15);
        quick.run(60, Map.of("a", 35.0, "b", 35.0, "c", 35.0));
        assertThat(quick.desired()).isEqualTo(15);
    }

    @Test
    void zerosFromBeforeARestartAreNoProofUntilThePlaneIsReadAgain() {
        TrafficScene quick = new TrafficScene(delay(100));
        quick.placed("c", 1);
        quick.run(99, Map.of("a", 0.0, "c", 0.0));
        assertThat(quick.desired()).isEqualTo(1);
        quick.restart(Map.of("a", 0.0));
        quick.run(4, Map.of("a", 0.0));
        assertThat(quick.desired()).isEqualTo(1);
        quick.run(104, Map.of("a", 0.0, "c", 0.0));
        assertThat(quick.desired()).isZero();
    }

    @Test
    void requestsThatWaitedWhereNothingIsPlacedAreNotHeldFor() {
        scene.placed("a", 51);
        scene.placed("c", 0);
        scene.run(200, Map.of("a", 7.0, "c", 350.0));
        assertThat(scene.desired()).isEqualTo(51);
        scene.run(2_000, Map.of("a", 7.0));
        assertThat(scene.desired()).isEqualTo(1);
    }

    @Test
    void holdIsNeverMoreThanWhatWasPlacedThere() {
        scene.placed("a", 9);
        scene.placed("c", 5);
        scene.run(200, Map.of("a", 35.0, "c", 63.0));
        assertThat(scene.desired()).isEqualTo(14);
        scene.run(2_000, Map.of("a", 35.0));
        assertThat(scene.desired()).isEqualTo(10);
    }

    /// Its replicas became ready unheard and took over half of what the other plane served.
    @Test
    void replicasThatWereNotReadyWhenTheirPlaneFellSilentAreKept() {
        scene.placed("a", 5);
        scene.placed("c", 5);
        scene.run(200, Map.of("a", 70.0, "c", 0.0));
        assertThat(scene.desired()).isEqualTo(10);
        scene.run(40, Map.of("a", 70.0));
        scene.run(2_000, Map.of("a", 35.0));
        assertThat(scene.desired()).isEqualTo(10);
    }

    /// Placed there before the Scheduler knew that the plane is silent.
    @Test
    void replicasThatCameToASilentPlaneAreKeptToo() {
        scene.placed("a", 5);
        scene.placed("c", 0);
        scene.run(200, Map.of("a", 70.0, "c", 0.0));
        scene.run(40, Map.of("a", 70.0));
        scene.placed("c", 5);
        scene.run(2_000, Map.of("a", 35.0));
        assertThat(scene.desired()).isEqualTo(10);
    }
}
