package dev.mcm.gns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.gns.core.NotifierState;
import dev.mcm.gns.core.ObservedSlot;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.core.SlotObservation;
import dev.mcm.gns.core.WalStatus;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;
import dev.mcm.shared.time.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GnsMetricsTest {
    private static final SlotName SLOT = new SlotName("test", new Epoch(1));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final GnsMetrics metrics = new GnsMetrics(meters, time);

    @Test
    void theLagOfASlotThatCannotBeLookedAtIsNotItsLastOne() {
        metrics.state(NotifierState.STREAMING);
        metrics.observed(observation(), SLOT);
        assertThat(lag()).isEqualTo(200);

        time.advance(Duration.ofMinutes(2));

        assertThat(lag()).isNaN();
        metrics.observed(observation(), SLOT);
        assertThat(lag()).isEqualTo(200);
    }

    private double lag() {
        return meters.get("mcm.gns.slot.lag").gauge().value();
    }

    private static SlotObservation observation() {
        ObservedSlot.Retention retention =
                new ObservedSlot.Retention(new Lsn(800), new Lsn(700), null);
        return new SlotObservation(
                new SlotObservation.Server("1", "mcm", new Lsn(1_000), "logical"),
                null,
                List.of(),
                List.of(new ObservedSlot(SLOT, "mcm", WalStatus.RESERVED, null, retention)));
    }
}
