package dev.mcm.autoscaler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.plane.PlaneState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchedDeploymentsTest {
    private static final Autoscaling SETTINGS = new Autoscaling(0, 20, 10, 30, 1, 100, 50);
    private static final PlaneId A = new PlaneId("a");
    private static final PlaneId B = new PlaneId("b");
    private static final PlaneJudgement LIVE = new PlaneJudgement(PlaneState.LIVE, 0);
    private static final Map<PlaneId, PlaneJudgement> PLANES = Map.of(A, LIVE, B, LIVE);

    private final WatchedDeployments deployments = deployments();
    private long now = 1_000;

    private static WatchedDeployments deployments() {
        return new WatchedDeployments(id -> 0, 30);
    }

    private static ScaleFacts facts(
            boolean active, @Nullable StoredTarget stored, Map<PlaneId, Integer> placed) {
        return new ScaleFacts(
                TrafficScene.D,
                new Intent(SETTINGS, active, 0, TrafficScene.PROGRESS_DEADLINE),
                stored,
                placed,
                Map.of());
    }

    private void refresh(ScaleFacts facts) {
        deployments.refresh(new AutoscalerSnapshot(List.of(facts), PLANES));
    }

    private List<TargetChange> second(Map<PlaneId, Double> demand) {
        now++;
        demand.forEach((plane, value) ->
                deployments.report(
                        new PlaneReport(
                                plane,
                                0,
                                now,
                                List.of(new PlaneReport.Sample(TrafficScene.D, value, 1)))));
        return decide();
    }

    private List<TargetChange> decide() {
        List<TargetChange> changes = deployments.decide(true, now);
        deployments.written(changes, deployments.checkpointsOf(changes), now);
        return changes;
    }

    @Test
    void newDeploymentIsDecidedOnceAndThenOnlyWhenItChanges() {
        refresh(facts(true, null, Map.of()));
        assertThat(decide())
                .extracting(TargetChange::desired, TargetChange::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(1, Reason.INITIAL));
        for (int i = 0; i < 29; i++) {
            assertThat(second(Map.of(A, 1.0))).isEmpty();
        }
        assertThat(second(Map.of(A, 1.0)))
                .extracting(TargetChange::reason)
                .containsExactly(Reason.CONCURRENCY);
        for (int i = 0; i < 100; i++) {
            assertThat(second(Map.of(A, 1.0))).isEmpty();
        }
    }

    @Test
    void onlyNewDeploymentsAreDecidedOnWhileThePastIsRead() {
        refresh(facts(true, new StoredTarget(5, "CONCURRENCY", 1), Map.of()));
        deployments.restore(Map.of(), now);
        assertThat(deployments.decide(false, now)).isEmpty();
        refresh(facts(true, null, Map.of()));
        assertThat(deployments.decide(false, now)).hasSize(1);
    }

    @Test
    void planeThatNoLongerKnowsTheDeploymentDoesNotStandInTheWayOfZero() {
        refresh(facts(true, null, Map.of(A, 1)));
        decide();
        for (int i = 0; i < 20; i++) {
            second(Map.of(A, 1.0, B, 0.0));
        }
        int desired = 1;
        for (int i = 0; i < 200; i++) {
            deployments.report(new PlaneReport(B, 0, now, List.of()));
            for (TargetChange change : second(Map.of(A, 0.0))) {
                desired = change.desired();
            }
        }
        assertThat(desired).isZero();
        assertThat(deployments.asleep()).containsExactly(TrafficScene.D);
    }

    @Test
    void newLeaderGoesOnFromTheCheckpointWhereTheOldOneWas() {
        refresh(facts(true, null, Map.of(A, 8)));
        decide();
        for (int i = 0; i < 40; i++) {
            second(Map.of(A, 8.0));
        }
        for (int i = 0; i < 25; i++) {
            second(Map.of(A, 2.0));
        }
        Map<DeploymentId, Checkpoint> saved = deployments.unsaved();
        WatchedDeployments successor = deployments();
        ScaleFacts stored = facts(true, new StoredTarget(8, "SCALE_DOWN_DELAY", now), Map.of(A, 8));
        successor.refresh(new AutoscalerSnapshot(List.of(stored), PLANES));
        for (long replayed = now - 10; replayed <= now; replayed++) {
            successor.report(
                    new PlaneReport(
                            A,
                            0,
                            replayed,
                            List.of(new PlaneReport.Sample(TrafficScene.D, 2.0, 1))));
        }
        successor.restore(saved, now);
        for (int i = 0; i < 100; i++) {
            List<TargetChange> old = second(Map.of(A, 2.0));
            successor.report(
                    new PlaneReport(
                            A, 0, now, List.of(new PlaneReport.Sample(TrafficScene.D, 2.0, 1))));
            List<TargetChange> next = successor.decide(true, now);
            successor.written(next, successor.checkpointsOf(next), now);
            assertThat(next)
                    .filteredOn(change -> change.desired() != 8)
                    .extracting(TargetChange::desired)
                    .isEqualTo(
                            old.stream()
                                    .map(TargetChange::desired)
                                    .filter(desired -> desired != 8)
                                    .toList());
        }
    }

    /// A second in which plane a has this demand and ten ready replicas.
    private List<TargetChange> calmSecond(double demand) {
        now++;
        deployments.report(
                new PlaneReport(
                        A, 0, now, List.of(new PlaneReport.Sample(TrafficScene.D, demand, 10))));
        return decide();
    }

    private void bothPlanesServeFive() {
        refresh(facts(true, new StoredTarget(10, "CONCURRENCY", 1), Map.of(A, 5, B, 5)));
        deployments.restore(Map.of(), now);
        for (int i = 0; i < 100; i++) {
            calmSecond(10);
        }
    }

    private int desiredAfter(int seconds, boolean complete) {
        int desired = 10;
        for (int i = 0; i < seconds; i++) {
            deployments.report(new PlaneReport(B, 0, now, complete, List.of()));
            for (TargetChange change : calmSecond(5)) {
                desired = change.desired();
            }
        }
        return desired;
    }

    @Test
    void planeThatCannotReadItsGatewayIsUnknownNotIdle() {
        bothPlanesServeFive();
        assertThat(desiredAfter(300, false)).isEqualTo(10);
    }

    @Test
    void planeThatReportsAllItKnowsHasNothingOfANewDeployment() {
        bothPlanesServeFive();
        assertThat(desiredAfter(300, true)).isEqualTo(5);
    }

    @Test
    void planeThatHoldsNothingAndCannotReadItsGatewayDoesNotStandInTheWayOfZero() {
        refresh(facts(true, null, Map.of(A, 1)));
        int desired = 1;
        for (int i = 0; i < 100; i++) {
            deployments.report(new PlaneReport(B, 0, now, false, List.of()));
            for (TargetChange change : second(Map.of(A, 0.0))) {
                desired = change.desired();
            }
        }
        assertThat(desired).isZero();
    }

    /// Its routes went with its replicas; what it served is on the other plane, but not yet in the
    /// whole of that one's window.
    @Test
    void planeThatNoLongerKnowsTheDeploymentIsForgottenWhenTheOthersShowItsLoad() {
        Autoscaling quick = new Autoscaling(0, 20, 10, 0, 1, 100, 100);
        refresh(quick, Map.of(A, 5, B, 5));
        for (int i = 0; i < 30; i++) {
            deployments.report(
                    new PlaneReport(
                            B,
                            0,
                            now + 1,
                            List.of(new PlaneReport.Sample(TrafficScene.D, 5.0, 5))));
            calmSecond(5);
        }
        refresh(quick, Map.of(A, 10));
        for (int i = 0; i < 60; i++) {
            deployments.report(new PlaneReport(B, 0, now, List.of()));
            assertThat(calmSecond(10))
                    .as("after %d s", i)
                    .allMatch(change -> change.desired() >= 10);
        }
    }

    private void refresh(Autoscaling settings, Map<PlaneId, Integer> placed) {
        deployments.refresh(
                new AutoscalerSnapshot(
                        List.of(
                                new ScaleFacts(
                                        TrafficScene.D,
                                        new Intent(
                                                settings, true, 0, TrafficScene.PROGRESS_DEADLINE),
                                        new StoredTarget(10, "CONCURRENCY", 1),
                                        placed,
                                        Map.of())),
                        PLANES));
    }

    /// 8 replicas, 2 needed for 28 of the delay's 30 seconds; then a load that needs the 8 again,
    /// which changes nothing that is written.
    @Test
    void needOfTheWholeScaleIsSavedAtOnceWhenItIsNew() {
        WatchedDeployments rarely = new WatchedDeployments(id -> 0, 10_000);
        refresh(rarely, facts(true, null, Map.of(A, 8)));
        seconds(rarely, 60, 8);
        rarely.written(List.of(), rarely.unsaved(), now);
        seconds(rarely, 15, 2);
        rarely.written(List.of(), rarely.unsaved(), now);
        assertThat(rarely.urgent()).isEmpty();
        seconds(rarely, 12, 8);
        Map<DeploymentId, Checkpoint> urgent = rarely.urgent();
        assertThat(urgent).containsKey(TrafficScene.D);
        rarely.written(List.of(), urgent, now);
        assertThat(rarely.urgent()).isEmpty();
    }

    @Test
    void panicIsSavedAtOnce() {
        WatchedDeployments rarely = new WatchedDeployments(id -> 0, 10_000);
        refresh(rarely, facts(true, null, Map.of(A, 20)));
        seconds(rarely, 60, 20);
        rarely.written(List.of(), rarely.unsaved(), now);
        seconds(rarely, 20, 15);
        rarely.written(List.of(), rarely.unsaved(), now);
        assertThat(rarely.urgent()).isEmpty();
        seconds(rarely, 2, 30);
        assertThat(rarely.urgent()).containsKey(TrafficScene.D);
    }

    private void refresh(WatchedDeployments other, ScaleFacts facts) {
        other.refresh(new AutoscalerSnapshot(List.of(facts), PLANES));
    }

    private void seconds(WatchedDeployments other, int count, double demand) {
        for (int i = 0; i < count; i++) {
            now++;
            other.report(
                    new PlaneReport(
                            A,
                            0,
                            now,
                            List.of(new PlaneReport.Sample(TrafficScene.D, demand, 10))));
            List<TargetChange> changes = other.decide(true, now);
            other.written(changes, other.checkpointsOf(changes), now);
        }
    }

    @Test
    void settledDeploymentHasNothingToSave() {
        refresh(facts(true, null, Map.of(A, 1)));
        decide();
        second(Map.of(A, 1.0));
        assertThat(deployments.unsaved()).hasSize(1);
        for (int i = 0; i < 60; i++) {
            second(Map.of(A, 1.0));
        }
        deployments.written(List.of(), deployments.unsaved(), now);
        for (int i = 0; i < 60; i++) {
            second(Map.of(A, 1.0));
        }
        assertThat(deployments.unsaved()).isEmpty();
    }

    @Test
    void activatedDeploymentStartsFromItsInitialScaleAlsoWithANewLeader() {
        refresh(facts(true, new StoredTarget(0, "INACTIVE", 1), Map.of()));
        deployments.restore(Map.of(), now);
        assertThat(decide()).extracting(TargetChange::desired).containsExactly(1);
        refresh(facts(false, new StoredTarget(1, "INITIAL", now), Map.of()));
        assertThat(decide()).extracting(TargetChange::reason).containsExactly(Reason.INACTIVE);
    }
}
