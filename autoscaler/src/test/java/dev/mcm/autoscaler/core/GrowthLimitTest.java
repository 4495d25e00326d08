package dev.mcm.autoscaler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.deployment.Autoscaling;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Cold starts and growth in closed loop: start 300 s, queue 60 s, target 1 at 70 %, max 20.
class GrowthLimitTest {
    private static final int START = 300;

    private static Autoscaling scaling(int max) {
        return new Autoscaling(0, max, 60, 900, 1, 70, 50);
    }

    private static QueueSimulation.Setting setting(int max, int start) {
        return new QueueSimulation.Setting(scaling(max), start, 60, 1);
    }

    private static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @Test
    void loadOfOneReplicaNeverHasMoreThanTwoLoadingWhileNothingIsServedNorAfterwards() {
        QueueSimulation cold =
                new QueueSimulation(setting(20, START), _ -> 1, 0.5, QueueSimulation.Chance.even());
        cold.run(2);
        cold.run(START - 10);
        assertThat(cold.queued()).isGreaterThan(50);
        assertThat(cold.mostDesired).isEqualTo(2);
        cold.run(900);
        assertThat(cold.mostLoading).isEqualTo(2);
        assertThat(cold.mostDesired).isEqualTo(2);
        assertThat(cold.queued()).isLessThan(3);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void loadOfOneReplicaStaysSmallAlsoWhenRequestsComeByChance(long seed) {
        QueueSimulation cold =
                new QueueSimulation(
                        setting(20, START), _ -> 1, 0.5, QueueSimulation.Chance.exponential(seed));
        cold.run(1_200);
        assertThat(cold.mostDesired).isLessThanOrEqualTo(4);
    }

    @Test
    void stormThatNeedsFiftyHasFiftySoonAfterTheFirstIsReady() {
        QueueSimulation storm =
                new QueueSimulation(
                        setting(200, START), _ -> 70, 0.5, QueueSimulation.Chance.even());
        storm.run(START);
        assertThat(storm.desired).isEqualTo(2);
        storm.run(60);
        assertThat(storm.desired).isBetween(50, 65);
        storm.run(START + 300);
        assertThat(storm.mostDesired).isBetween(50, 100);
        assertThat(storm.queued()).isLessThan(70);
    }

    @Test
    void stepOfLoadOnReadyReplicasIsAnsweredAtOnce() {
        double[] rate = {4};
        QueueSimulation warm =
                new QueueSimulation(
                        setting(40, 0), _ -> rate[0], 0.5, QueueSimulation.Chance.even());
        warm.run(200);
        int before = warm.desired;
        assertThat(before).isBetween(3, 6);
        rate[0] = 28;
        warm.run(10);
        assertThat(warm.desired).isGreaterThanOrEqualTo(20);
    }

    @Test
    void moreLoadWhileReplicasLoadAsksForWhatItNeeds() {
        double[] rate = {4};
        QueueSimulation warm =
                new QueueSimulation(
                        setting(60, START), _ -> rate[0], 0.5, QueueSimulation.Chance.even());
        warm.run(2);
        warm.allReady();
        warm.run(400);
        int before = warm.desired;
        rate[0] = 10;
        warm.run(60);
        assertThat(warm.desired).isBetween(before + 1, 12);
        assertThat(warm.ready()).isEqualTo(before);
        rate[0] = 28;
        warm.run(61);
        assertThat(warm.desired).isBetween(20, 30);
    }

    @Test
    void callersThatWaitForEachAnswerGetMoreReplicasOnceTheQueueStays() {
        TrafficScene scene = new TrafficScene(scaling(60));
        scene.placed("a", 2);
        scene.observed(2, 2);
        scene.served("a", new Throughput(2, 0, 0), 4, 4);
        scene.run(1, java.util.Map.of("a", 100.0));
        scene.observed(2, 1);
        scene.run(5, java.util.Map.of("a", 100.0));
        scene.observed(60, 60);
        scene.run(200, java.util.Map.of("a", 100.0));
        assertThat(scene.desired()).isEqualTo(60);
    }

    @Test
    void gatewayThatDoesNotCountItsAnswersIsLimitedOnlyWhileNothingIsReady() {
        TrafficScene scene = new TrafficScene(scaling(20));
        scene.observed(1, 0);
        scene.run(60, java.util.Map.of("a", 60.0));
        assertThat(scene.desired()).isEqualTo(2);
        assertThat(scene.reason()).isEqualTo(Reason.LOADING);
        scene.observed(2, 1);
        scene.run(2, java.util.Map.of("a", 60.0));
        assertThat(scene.desired()).isEqualTo(20);
    }

    @Test
    void minimumIsNotLimited() {
        TrafficScene scene = new TrafficScene(new Autoscaling(7, 20, 60, 900, 1, 70, 50));
        scene.observed(7, 0);
        scene.run(60, java.util.Map.of("a", 60.0));
        assertThat(scene.desired()).isEqualTo(7);
    }
}
