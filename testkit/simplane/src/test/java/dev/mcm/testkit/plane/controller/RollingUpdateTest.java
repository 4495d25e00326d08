package dev.mcm.testkit.plane.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.testkit.seed.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollingUpdateTest {

    @Test
    void percentagesRoundSurgeUpAndUnavailableDown() {
        assertThat(RollingUpdate.of(5, "25%", "25%")).isEqualTo(new RollingUpdate(5, 2, 1));
        assertThat(RollingUpdate.of(1, "0", "25%")).isEqualTo(new RollingUpdate(1, 0, 1));
        assertThat(RollingUpdate.of(4, "1", "0")).isEqualTo(new RollingUpdate(4, 1, 0));
    }

    @Test
    void theNewSetGrowsBeforeTheOldShrinks() {
        RollingUpdate rule = new RollingUpdate(4, 1, 0);
        assertThat(rule.next(new RollingUpdate.Set(0, 0), List.of(new RollingUpdate.Set(4, 4))))
                .isEqualTo(new RollingUpdate.Step(1, List.of(4)));
        assertThat(rule.next(new RollingUpdate.Set(1, 0), List.of(new RollingUpdate.Set(4, 4))))
                .isEqualTo(new RollingUpdate.Step(1, List.of(4)));
        assertThat(rule.next(new RollingUpdate.Set(1, 1), List.of(new RollingUpdate.Set(4, 4))))
                .isEqualTo(new RollingUpdate.Step(1, List.of(3)));
    }

    @Test
    void unavailableOldPodsGoFirst() {
        RollingUpdate rule = new RollingUpdate(4, 0, 1);
        assertThat(rule.next(new RollingUpdate.Set(0, 0), List.of(new RollingUpdate.Set(4, 2))))
                .isEqualTo(new RollingUpdate.Step(0, List.of(3)));
    }

    @Test
    void everyRolloutKeepsItsBoundsAndEnds() {
        Seeds.check(
                200,
                random -> {
                    int desired = 1 + random.nextInt(10);
                    int surge = random.nextInt(4);
                    int unavailable = surge == 0 ? 1 + random.nextInt(3) : random.nextInt(4);
                    RollingUpdate rule = new RollingUpdate(desired, surge, unavailable);
                    RollingUpdate.Set fresh = new RollingUpdate.Set(0, 0);
                    RollingUpdate.Set old = new RollingUpdate.Set(desired, desired);
                    int steps = 0;
                    while (fresh.available() < desired || old.wanted() > 0) {
                        RollingUpdate.Step step = rule.next(fresh, List.of(old));
                        int oldWanted = step.oldWanted().getFirst();
                        assertThat(step.newWanted() + oldWanted)
                                .isLessThanOrEqualTo(desired + surge);
                        int ready = random.nextInt(step.newWanted() - fresh.available() + 1);
                        fresh = new RollingUpdate.Set(step.newWanted(), fresh.available() + ready);
                        old =
                                new RollingUpdate.Set(
                                        oldWanted, Math.min(oldWanted, old.available()));
                        assertThat(fresh.available() + old.available())
                                .isGreaterThanOrEqualTo(rule.leastAvailable());
                        assertThat(steps++).isLessThan(1000);
                    }
                    assertThat(fresh.wanted()).isEqualTo(desired);
                });
    }
}
