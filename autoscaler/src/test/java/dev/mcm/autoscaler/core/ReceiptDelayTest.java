package dev.mcm.autoscaler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.PlaneId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptDelayTest {
    private static final PlaneId PLANE = new PlaneId("p1");
    private static final Instant T0 = Instant.parse("2026-11-30T00:00:00Z");

    private final ReceiptDelay delay = new ReceiptDelay();

    /// A report received that many seconds after T0, by a clock that is wrong by `skew` seconds.
    private long second(long received, long underWay, long skew) {
        return delay.second(
                        PLANE, T0.plusSeconds(received - underWay + skew), T0.plusSeconds(received))
                - T0.getEpochSecond();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -3600, 3600})
    void aReportTellsOfTheSecondOfItsReceiptHoweverWrongThePlanesClockIs(long skew) {
        for (int now = 0; now < 900; now++) {
            assertThat(second(now, now % 2, skew)).isEqualTo(now);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -3600, 3600})
    void aReportThatComesLateTellsOfTheTimeWhenItWasWritten(long skew) {
        second(0, 0, skew);
        assertThat(second(100, 26, skew)).isEqualTo(74);
        assertThat(second(101, 26, skew)).isEqualTo(75);
        assertThat(second(102, 1, skew)).isEqualTo(102);
    }

    @Test
    void aPlaneWhoseClockIsSetBackIsTrustedAgainAfterAWhile() {
        second(0, 0, 0);
        assertThat(second(10, 0, -60)).isEqualTo(-50);
        for (int now = 11; now < 700; now++) {
            second(now, 0, -60);
        }
        assertThat(second(700, 0, -60)).isEqualTo(700);
    }
}
