package dev.mcm.autoscaler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.plane.PlaneState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Delay 300 s, a model that loads for 1,200 s, clients that give up after 60 s.
class StartUpTest {
    private static final Map<String, Double> NOTHING = Map.of("a", 0.0);

    private final TrafficScene scene = new TrafficScene(settings(300));

    private static Autoscaling settings(int delay) {
        return new Autoscaling(0, 5, 60, delay, 1, 70, 50);
    }

    @Test
    void firstReplicaThatLoadsForLongerThanTheDelayStaysUntilItIsReadyAndTheDelayLonger() {
        scene.observed(1, 0);
        scene.run(1_200, NOTHING);
        assertThat(scene.desired()).isEqualTo(1);
        assertThat(scene.reason()).isEqualTo(Reason.STARTING);
        scene.observed(1, 1);
        scene.run(300, NOTHING);
        assertThat(scene.desired()).isEqualTo(1);
        scene.run(1, NOTHING);
        assertThat(scene.desired()).isZero();
        assertThat(scene.reason()).isEqualTo(Reason.SCALED_TO_ZERO);
    }

    @Test
    void wokenReplicaThatLoadsForLongerThanTheDelayStaysToo() {
        scene.observed(1, 1);
        scene.run(400, NOTHING);
        assertThat(scene.desired()).isZero();
        scene.observed(0, 0);
        scene.run(60, Map.of("a", 0.5));
        assertThat(scene.desired()).isPositive();
        scene.observed(1, 0);
        scene.run(1_200, NOTHING);
        assertThat(scene.desired()).isPositive();
        scene.observed(1, 1);
        scene.run(299, NOTHING);
        assertThat(scene.desired()).isPositive();
        scene.run(2, NOTHING);
        assertThat(scene.desired()).isZero();
    }

    @Test
    void replicaLeftOverFromBeforeTheWakeIsNotTheWokenOne() {
        scene.observed(1, 1);
        scene.run(400, NOTHING);
        assertThat(scene.desired()).isZero();
        scene.run(1, Map.of("a", 0.5));
        assertThat(scene.desired()).isEqualTo(1);
        scene.run(5, NOTHING);
        scene.observed(1, 0);
        scene.run(1_000, NOTHING);
        assertThat(scene.desired()).isEqualTo(1);
        assertThat(scene.reason()).isEqualTo(Reason.STARTING);
    }

    @Test
    void replicaThatBreaksAfterItWasReadyDoesNotBeginAnew() {
        scene.observed(1, 0);
        scene.run(100, NOTHING);
        scene.observed(1, 1);
        scene.run(100, NOTHING);
        scene.observed(1, 0);
        scene.run(202, NOTHING);
        assertThat(scene.desired()).isZero();
    }

    @Test
    void gatewayThatKnowsOfAReadyReplicaIsBelievedBeforeThePlanesApi() {
        scene.observed(0, 0);
        scene.placed("a", 1);
        scene.run(302, NOTHING);
        assertThat(scene.desired()).isZero();
    }

    @Test
    void replicaThatIsNeverReadyIsGivenUpAfterTheDeadline() {
        scene.observed(1, 0);
        scene.run(TrafficScene.PROGRESS_DEADLINE, NOTHING);
        assertThat(scene.desired()).isEqualTo(1);
        scene.run(2, NOTHING);
        assertThat(scene.desired()).isZero();
        assertThat(scene.reason()).isEqualTo(Reason.START_FAILED);
        scene.run(1_000, NOTHING);
        assertThat(scene.reason()).isEqualTo(Reason.START_FAILED);
        scene.run(1, Map.of("a", 1.0));
        assertThat(scene.desired()).isPositive();
        assertThat(scene.reason()).isNotEqualTo(Reason.START_FAILED);
    }

    @Test
    void replicaThatWaitsForANodeHoldsNothingAndIsNotGivenUp() {
        scene.observed(0, 0);
        scene.run(10 * TrafficScene.PROGRESS_DEADLINE, NOTHING);
        assertThat(scene.desired()).isEqualTo(1);
        assertThat(scene.reason()).isEqualTo(Reason.STARTING);
    }

    @Test
    void changeByTheCallerGivesTheWholeTimeAgain() {
        scene.observed(1, 0);
        scene.run(TrafficScene.PROGRESS_DEADLINE - 10, NOTHING);
        scene.change();
        scene.run(TrafficScene.PROGRESS_DEADLINE - 10, NOTHING);
        assertThat(scene.desired()).isEqualTo(1);
        scene.run(20, NOTHING);
        assertThat(scene.desired()).isZero();
        scene.change();
        scene.run(1, NOTHING);
        assertThat(scene.desired()).isEqualTo(1);
        assertThat(scene.reason()).isEqualTo(Reason.INITIAL);
    }

    @Test
    void deploymentThatWasScaledToZeroStaysThereWhenItIsChanged() {
        scene.observed(1, 1);
        scene.run(400, NOTHING);
        scene.change();
        scene.run(10, NOTHING);
        assertThat(scene.desired()).isZero();
        assertThat(scene.reason()).isEqualTo(Reason.SCALED_TO_ZERO);
    }

    @Test
    void lostPlanesReplicasAreNotReady() {
        PlaneDemand lost =
                new PlaneDemand(
                        new PlaneId("a"),
                        new PlaneJudgement(PlaneState.LOST, 5),
                        1,
                        new Replicas(1, 1),
                        false,
                        null);
        assertThat(Demand.of(List.of(lost), 10).running()).isEqualTo(Replicas.NONE);
    }
}
