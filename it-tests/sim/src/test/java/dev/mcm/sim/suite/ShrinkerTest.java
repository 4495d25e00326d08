package dev.mcm.sim.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.sim.input.Input;
import dev.mcm.sim.input.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    private static DeploymentId id(int number) {
        return new DeploymentId("d-%010d".formatted(number));
    }

    private static Scenario scenario(int inputs) {
        List<Scenario.Timed> timed = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            timed.add(new Scenario.Timed(Duration.ofSeconds(i), new Input.Delete(id(i))));
        }
        return new Scenario(1, List.of(), timed);
    }

    private static boolean deletes(Scenario scenario, DeploymentId deployment) {
        return scenario.inputs().stream()
                .anyMatch(timed -> timed.input().equals(new Input.Delete(deployment)));
    }

    @Test
    void leavesWhatTheFailureNeeds() {
        Shrinker shrinker = new Shrinker(tried -> deletes(tried, id(3)) && deletes(tried, id(77)));
        assertThat(shrinker.shrink(scenario(100)).inputs())
                .extracting(Scenario.Timed::input)
                .containsExactly(new Input.Delete(id(3)), new Input.Delete(id(77)));
    }

    @Test
    void leavesNothingOfAFailureThatNeedsNothing() {
        assertThat(new Shrinker(_ -> true).shrink(scenario(7)).inputs()).isEmpty();
    }
}
