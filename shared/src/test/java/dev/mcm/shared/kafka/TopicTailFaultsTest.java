package dev.mcm.shared.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.time.RandomSource;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The whole tail, with something happening at each step that it takes towards a broker.
@Timeout(300)
final class TopicTailFaultsTest {
    private static final Set<String> TWO = Set.of("a", "b");
    private static final Set<String> THREE = Set.of("b", "c", "d");
    private static final int LASTS = 5;

    /// Steps that a tail takes to read two topics to their ends.
    private static int steps() throws Exception {
        try (TailScene scene = new TailScene(TWO, (_, _) -> {})) {
            scene.awaitRead(false);
            return scene.steps();
        }
    }

    @Test
    void topicsThatAreReplacedAtAnyStepAreReadWithoutWaitingForTheNextLook() throws Exception {
        int steps = steps();
        assertThat(steps).isGreaterThan(8);
        for (int step = 0; step < steps; step++) {
            int when = step;
            read(
                    "replaced at step " + step,
                    false,
                    (at, scene) -> {
                        if (at == when) {
                            scene.want(THREE);
                        }
                    });
        }
    }

    @Test
    void aTailThatWaitsReadsOtherTopicsAtOnce() throws Exception {
        try (TailScene scene = new TailScene(Set.of(), (_, _) -> {})) {
            for (Set<String> next : List.of(TWO, THREE, Set.<String>of(), TWO)) {
                scene.awaitIdle();
                scene.want(next);
                scene.awaitRead(false);
            }
            assertThat(scene.wrong).isEmpty();
        }
    }

    @Test
    void aWakeUpAtAnyStepCostsNothing() throws Exception {
        int steps = steps();
        for (int step = 0; step < steps; step++) {
            int when = step;
            read(
                    "woken up at step " + step,
                    false,
                    (at, scene) -> {
                        if (at == when) {
                            scene.wakeUp();
                        }
                    });
        }
    }

    @Test
    void whateverHappensAtAnyStepEachRecordIsHandledInOrder() throws Exception {
        int steps = steps();
        for (TailFault fault : TailFault.values()) {
            for (int step = 0; step < steps; step++) {
                int when = step;
                read(
                        fault + " at step " + step,
                        true,
                        (at, scene) -> {
                            if (at == when + LASTS) {
                                TailFault.end(scene);
                            }
                            if (at == when) {
                                fault.happen(scene);
                            }
                        });
            }
        }
    }

    @Test
    void whateverHappensOneThingAfterTheOtherEachRecordIsHandledInOrder() throws Exception {
        long fresh = RandomSource.secure().nextLong();
        for (long seed :
                LongStream.concat(LongStream.range(0, 50), LongStream.of(fresh)).toArray()) {
            RandomGenerator random = RandomSource.seeded(seed);
            read("seed " + seed, true, (at, scene) -> happen(at, scene, random));
        }
    }

    private static void happen(int at, TailScene scene, RandomGenerator random) {
        if (at >= 40) {
            TailFault.end(scene);
        } else if (random.nextInt(4) == 0) {
            TailFault.end(scene);
        } else if (random.nextInt(8) == 0) {
            scene.want(List.of(TWO, THREE).get(random.nextInt(2)));
        } else if (random.nextInt(3) == 0) {
            TailFault[] faults = TailFault.values();
            faults[random.nextInt(faults.length)].happen(scene);
        }
    }

    private static void read(String what, boolean ticking, TailScene.Script script)
            throws Exception {
        try (TailScene scene = new TailScene(TWO, script)) {
            scene.awaitRead(ticking);
            assertThat(scene.wrong).as(what).isEmpty();
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }
}
