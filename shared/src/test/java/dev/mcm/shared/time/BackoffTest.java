package dev.mcm.shared.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final RandomGenerator random = RandomSource.seeded(1);

    @Test
    void growsByTheFactorUpToTheMaximum() {
        Backoff exact = new Backoff(FIRST, LONGEST, 10, 0);

        assertThat(
                        IntStream.range(0, 5)
                                .mapToObj(attempt -> exact.delay(attempt, random).toMillis()))
                .containsExactly(100L, 1_000L, 10_000L, 10_000L, 10_000L);
    }

    @Test
    void staysAtTheMaximumForAnyNumberOfAttempts() {
        assertThat(new Backoff(FIRST, LONGEST, 2, 0).delay(Integer.MAX_VALUE, random))
                .isEqualTo(LONGEST);
    }

    @Test
    void jitterShortensByAtMostItsShareAndVaries() {
        Backoff half = new Backoff(LONGEST, LONGEST, 1, 0.5);
        var delays = IntStream.range(0, 1_000).mapToObj(_ -> half.delay(0, random)).toList();

        assertThat(delays)
                .allMatch(delay ->
                        delay.compareTo(Duration.ofSeconds(5)) >= 0
                                && delay.compareTo(LONGEST) <= 0);
        assertThat(delays.stream().distinct().count()).isGreaterThan(900);
    }

    @Test
    void refusesWhatCannotBeABackoff() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(Duration.ZERO, LONGEST, 2, 0))
                .withMessageContaining("PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(LONGEST, FIRST, 2, 0))
                .withMessageContaining("max");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(FIRST, LONGEST, 0.5, 0))
                .withMessageContaining("factor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(FIRST, LONGEST, 2, 1.5))
                .withMessageContaining("jitter");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(FIRST, LONGEST, Double.NaN, 0));
    }
}
