package dev.mcm.atc.port;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.type.v1.PushState;
import java.util.Map;

/// Where the pusher says what it knows of planes. Fenced by the pusher's lease.
@FunctionalInterface
public interface PushStateLog {
    /// Inserts or replaces, and says of each that it is so now; planes that do not exist are left
    /// out.
    void write(Map<PlaneId, PushState> states);
}
