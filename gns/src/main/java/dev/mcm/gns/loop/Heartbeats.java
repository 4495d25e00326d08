package dev.mcm.gns.loop;

import dev.mcm.gns.core.ObservedSlot;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.core.SlotObservation;
import dev.mcm.gns.port.SlotCatalog;
import dev.mcm.shared.id.Lsn;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Sends a heartbeat only when WAL piles up behind the slot: an idle database stays idle.
final class Heartbeats {
    static final Duration PERIOD = Duration.ofSeconds(10);
    static final long PILE_BYTES = 1L << 20;

    private final SlotCatalog catalog;
    private final TimeSource time;
    private Instant last = Instant.MIN;

    Heartbeats(SlotCatalog catalog, TimeSource time) {
        this.catalog = catalog;
        this.time = time;
    }

    void beatIfNeeded(SlotObservation seen, SlotName slot) {
        Instant now = time.instant();
        Optional<Lsn> confirmed =
                seen.slot(slot).map(ObservedSlot::retention).map(ObservedSlot.Retention::confirmed);
        boolean piledUp =
                confirmed.isPresent()
                        && seen.server().current().value() - confirmed.get().value() > PILE_BYTES;
        if (piledUp && !now.isBefore(last.equals(Instant.MIN) ? now : last.plus(PERIOD))) {
            catalog.heartbeat();
            last = now;
        }
    }
}
