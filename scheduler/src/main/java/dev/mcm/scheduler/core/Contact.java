package dev.mcm.scheduler.core;

import java.time.Instant;

/// Whether one observer (GSM for heartbeats, ATC's pusher for the plane's API) has contact with a
/// plane, and since when.
///
/// @param unreadable what an LSM that is heard cannot read of its plane; not up then. Empty = it
///   reads all, or is not heard
/// @param metrics whether LSM can read the metrics of the plane's gateway; only told
public record Contact(boolean up, Instant since, String unreadable, boolean metrics) {
    public Contact(boolean up, Instant since) {
        this(up, since, "", true);
    }

    boolean lost() {
        return !up && unreadable.isEmpty();
    }
}
