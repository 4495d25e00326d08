package dev.mcm.autoscaler.core;

/// Replicas kept for a plane that has gone silent.
///
/// @param replicas how many
/// @param placed replicas that were placed there when it went silent
public record Hold(int replicas, int placed) {
    /// The Scheduler has taken all replicas away since: they serve elsewhere.
    boolean released(int placedNow) {
        return placedNow == 0 && placed > 0;
    }
}
