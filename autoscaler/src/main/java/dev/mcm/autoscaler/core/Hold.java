package dev.mcm.autoscaler.core;

/// Replicas kept for a plane that has gone silent.
///
/// @param replicas how many
/// @param placed replicas that were placed there at the last decision
public record Hold(int replicas, int placed) {
    /// What is left of it now: nothing when the Scheduler has taken all replicas away since, which
    /// serve elsewhere.
    Hold at(int placedNow) {
        boolean released = placedNow == 0 && placed > 0;
        return new Hold(released ? 0 : replicas, placedNow);
    }
}
