package dev.mcm.scheduler.core;

import java.time.Instant;

/// State of a plane with its reason; `since` is when the state (not the message) last changed.
public record PlaneStatus(String planeId, PlaneState state, String message, Instant since) {
    boolean says(PlaneStatus other) {
        return state == other.state && message.equals(other.message);
    }
}
