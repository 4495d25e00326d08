package dev.mcm.autoscaler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.testkit.seed.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScalingPropertyTest {
    static LongStream seeds() {
        return Seeds.stream(100);
    }

    private static Autoscaling settings(Random random) {
        int min = random.nextInt(3);
        return new Autoscaling(
                min,
                Math.max(1, min) + random.nextInt(30),
                10 + random.nextInt(60),
                random.nextInt(200),
                1 + random.nextInt(10),
                1 + random.nextInt(100),
                1 + random.nextInt(100));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void scaleStaysInItsBoundsAndFallsNoFasterThanAllowed(long seed) {
        Random random = new Random(seed);
        Autoscaling settings = settings(random);
        TrafficScene scene = new TrafficScene(settings);
        long since = Long.MIN_VALUE / 2;
        int from = 0;
        for (int phase = 0; phase < 20; phase++) {
            Map<String, Double> demand = demand(random, 40);
            for (int second = random.nextInt(60); second > 0; second--) {
                int before = scene.desired();
                scene.run(1, demand);
                assertThat(scene.desired()).isBetween(settings.minReplica(), settings.maxReplica());
                if (scene.desired() < before) {
                    boolean same =
                            scene.now - since < settings.scaleDownDelaySeconds() && from >= before;
                    since = same ? since : scene.now;
                    from = same ? from : before;
                    assertThat(from - scene.desired())
                            .isLessThanOrEqualTo(
                                    Math.max(1, from * settings.maxScaleDownRatePercent() / 100));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void silenceOfAnySetOfPlanesNeverLowersWhileTheOthersStayAsTheyAre(long seed) {
        Random random = new Random(seed);
        Autoscaling settings = settings(random);
        TrafficScene scene = new TrafficScene(settings);
        Map<String, Double> demand = demand(random, 40);
        demand.forEach((plane, value) -> {
            int serving =
                    ConcurrencyScale.replicasFor(value, ScalingTerms.targetPerReplica(settings));
            scene.placed(plane, serving + random.nextInt(8));
        });
        scene.run(4_000, demand);
        int settled = scene.desired();
        Map<String, Double> heard = new HashMap<>(demand);
        demand.keySet().stream().filter(plane -> random.nextBoolean()).forEach(heard::remove);
        for (int second = 0; second < 2_000; second++) {
            scene.run(1, heard);
            assertThat(scene.desired()).as(scene.message()).isEqualTo(settled);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void moreLoadNeverAsksForLess(long seed) {
        Random random = new Random(seed);
        Autoscaling settings = settings(random);
        double demand = random.nextDouble() * 50;
        assertThat(settle(settings, demand * (1 + random.nextDouble())))
                .isGreaterThanOrEqualTo(settle(settings, demand));
    }

    private static int settle(Autoscaling settings, double demand) {
        TrafficScene scene = new TrafficScene(settings);
        scene.run(300, Map.of("a", demand));
        return scene.desired();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void orderOfPlanesAndOneMoreIdlePlaneChangeNothing(long seed) {
        Random random = new Random(seed);
        Autoscaling settings = settings(random);
        List<PlaneDemand> planes = new ArrayList<>();
        for (int index = 0; index < 5; index++) {
            PlaneSeries series = new PlaneSeries(settings);
            for (int second = 0; second < 100; second++) {
                series.record(second, random.nextInt(20), 1);
            }
            PlaneState plane = PlaneState.values()[random.nextInt(PlaneState.values().length)];
            planes.add(
                    new PlaneDemand(
                            new PlaneId("p" + index),
                            new PlaneJudgement(plane, random.nextInt(150)),
                            random.nextInt(5),
                            Replicas.NONE,
                            true,
                            series));
        }
        ScaleState state = ScaleState.withoutMemory(random.nextInt(10), 99);
        long now = 99 + random.nextInt(60);
        Intent intent = new Intent(settings, true, 0, TrafficScene.PROGRESS_DEADLINE);
        ScaleDecision decision = Scaling.decide(intent, Demand.of(planes, now), state, now);
        Collections.shuffle(planes, random);
        assertThat(Scaling.decide(intent, Demand.of(planes, now), state, now).desired())
                .isEqualTo(decision.desired());
        PlaneSeries idle = new PlaneSeries(settings);
        for (int second = 0; second < 100; second++) {
            idle.record(second, 0, 0);
        }
        planes.add(
                new PlaneDemand(
                        new PlaneId("idle"),
                        new PlaneJudgement(PlaneState.LIVE, 0),
                        0,
                        Replicas.NONE,
                        true,
                        idle));
        assertThat(Scaling.decide(intent, Demand.of(planes, now), state, now).desired())
                .isEqualTo(decision.desired());
    }

    private static Map<String, Double> demand(Random random, int bound) {
        Map<String, Double> demand = new HashMap<>();
        for (int plane = random.nextInt(4); plane >= 0; plane--) {
            demand.put("p" + plane, random.nextInt(3) == 0 ? 0 : random.nextDouble() * bound);
        }
        return demand;
    }
}
