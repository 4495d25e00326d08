package dev.mcm.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LatencyStatsTest {
    private final LatencyStats stats = new LatencyStats();

    @Test
    void percentilesAreOfTheNearestRank() {
        IntStream.rangeClosed(1, 200).map(i -> 201 - i).forEach(stats::add);

        assertThat(stats.percentile(50)).isEqualTo(100);
        assertThat(stats.percentile(99)).isEqualTo(198);
        assertThat(stats.percentile(100)).isEqualTo(200);
    }

    @Test
    void noSampleIsADash() {
        assertThat(stats.summary()).isEqualTo("-");
    }
}
