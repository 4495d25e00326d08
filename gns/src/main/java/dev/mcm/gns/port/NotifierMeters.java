package dev.mcm.gns.port;

import dev.mcm.gns.core.GenerationReason;
import dev.mcm.gns.core.NotifierState;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.core.SlotObservation;
import java.time.Duration;

/// What the notifier tells about itself. Thread-safe.
public interface NotifierMeters {
    void state(NotifierState state);

    /// @param slot that is being streamed
    void observed(SlotObservation seen, SlotName slot);

    /// @param took from the first event handed over to the commit
    void published(int events, Duration took);

    /// Transactions that the source sent again after they had been published.
    void skipped(int transactions);

    /// A heartbeat came back through the stream.
    void heartbeat();

    void generation(GenerationReason reason);

    /// Streaming ended by itself or was ended by the watchdog.
    void restart();
}
