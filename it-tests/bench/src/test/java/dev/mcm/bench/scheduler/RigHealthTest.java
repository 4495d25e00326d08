package dev.mcm.bench.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RigHealthTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private final RigHealth health = new RigHealth();

    @Test
    void aWaitInVainSaysWhatItWaitedFor() {
        assertThatThrownBy(() -> health.await(() -> "rain", Duration.ZERO, () -> false))
                .hasMessageContaining("for rain, in vain");
        assertThat(health.holdsWithin(LONG, () -> true)).isTrue();
    }

    @Test
    void aPartThatHasFailedEndsTheWaitAndIsNamed() {
        health.watch(Optional::empty);
        health.watch(() -> Optional.of("the reader has failed"));
        assertThatThrownBy(() -> health.await(() -> "rain", LONG, () -> false))
                .hasMessage("the reader has failed");
    }
}
