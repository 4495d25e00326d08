package dev.mcm.sim.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicBoolean ended = new AtomicBoolean();

    private boolean loop() {
        while (!ended.get()) {
            Thread.onSpinWait();
        }
        return true;
    }

    @Test
    void workThatEndsGivesItsResult() {
        assertThat(Watchdog.within(LONG, "seed 7", () -> 3)).isEqualTo(3);
    }

    @Test
    void workThatDoesNotEndIsNamedAndToldWhereItStands() {
        try {
            assertThatThrownBy(() -> Watchdog.within(Duration.ofMillis(50), "seed 7", this::loop))
                    .hasMessage("seed 7 has not ended after PT0.05S")
                    .cause()
                    .satisfies(at ->
                            assertThat(Arrays.stream(at.getStackTrace()))
                                    .extracting(StackTraceElement::getMethodName)
                                    .contains("loop"));
        } finally {
            ended.set(true);
        }
    }

    @Test
    void workThatFailsIsNamed() {
        assertThatThrownBy(() ->
                        Watchdog.within(
                                LONG,
                                "seed 7",
                                () -> {
                                    throw new IllegalStateException("no replicas left");
                                }))
                .hasMessage("seed 7 failed")
                .hasRootCauseMessage("no replicas left");
    }
}
