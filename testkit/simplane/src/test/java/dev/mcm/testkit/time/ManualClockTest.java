package dev.mcm.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualClockTest {

    private final ManualClock clock = new ManualClock();
    private final List<String> ran = new ArrayList<>();

    private void later(long millis, String name) {
        clock.after(
                Duration.ofMillis(millis),
                () ->
                        ran.add(
                                name
                                        + "@"
                                        + Duration.between(ManualClock.START, clock.instant())
                                                .toMillis()));
    }

    @Test
    void tasksRunInOrderOfTimeAndThenOfSubmission() {
        later(20, "c");
        later(10, "a");
        later(10, "b");
        clock.advance(Duration.ofMillis(15));
        assertThat(ran).containsExactly("a@10", "b@10");
        clock.advance(Duration.ofMillis(5));
        assertThat(ran).containsExactly("a@10", "b@10", "c@20");
    }

    @Test
    void tasksThatATaskAddsRunInTheSameAdvance() {
        clock.after(Duration.ofMillis(5), () -> later(5, "child"));
        clock.advance(Duration.ofMillis(10));
        assertThat(ran).containsExactly("child@10");
    }

    @Test
    void aCancelledTaskDoesNotRun() {
        clock.soon(() -> ran.add("no")).cancel();
        clock.runDue();
        assertThat(ran).isEmpty();
    }

    @Test
    void theClockNeverGoesBack() {
        assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
