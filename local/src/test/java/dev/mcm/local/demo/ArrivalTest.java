package dev.mcm.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.local.trace.TraceRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArrivalTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void arrivalsAndServiceTimesAreEquallyFaster() {
        List<Arrival> arrivals =
                Arrival.replay(
                        List.of(new TraceRequest(Duration.ofSeconds(90), 5_000, 30)),
                        MINUTE,
                        MINUTE,
                        10);

        assertThat(arrivals)
                .containsExactly(new Arrival(Duration.ofSeconds(3), Duration.ofMillis(200)));
    }

    @Test
    void onlyTheChosenStretchIsReplayedItsEndExcluded() {
        List<TraceRequest> trace =
                List.of(
                        new TraceRequest(Duration.ofSeconds(59), 1, 1),
                        new TraceRequest(Duration.ofSeconds(60), 1, 1),
                        new TraceRequest(Duration.ofSeconds(119), 1, 1),
                        new TraceRequest(Duration.ofSeconds(120), 1, 1));

        assertThat(Arrival.replay(trace, MINUTE, MINUTE, 1))
                .extracting(Arrival::at)
                .containsExactly(Duration.ZERO, Duration.ofSeconds(59));
    }
}
