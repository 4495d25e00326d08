package dev.mcm.scheduler.core;

import java.time.Instant;

/// Whether one observer (GSM for heartbeats, ATC's pusher for the plane's API) has contact with a
/// plane, and since when.
public record Contact(boolean up, Instant since) {}
