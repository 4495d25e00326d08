package dev.mcm.lsm.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class EpochRuleTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.000123Z");
    private static final long MICROS = START.getEpochSecond() * 1_000_000 + 123;

    @Test
    void theFirstEpochIsTheTimeOfTheStart() {
        assertThat(EpochRule.next(0, START)).isEqualTo(MICROS);
    }

    @Test
    void aClockSetBackDoesNotMakeAnOlderEpoch() {
        assertThat(EpochRule.next(MICROS + 5_000, START)).isEqualTo(MICROS + 5_001);
    }

    @Test
    void twoProcessesStartedTogetherByMistakeDiffer() {
        long last = MICROS - 1_000_000;
        assertThat(EpochRule.next(last, START))
                .isNotEqualTo(EpochRule.next(last, START.plusNanos(1_000)));
    }
}
