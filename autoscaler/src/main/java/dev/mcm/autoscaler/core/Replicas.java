package dev.mcm.autoscaler.core;

/// Replicas of a deployment that are there, as seen on the planes. Those being deleted do not
/// count.
///
/// @param bound to a node: they hold what they asked for
/// @param ready serving
public record Replicas(int bound, int ready) {
    public static final Replicas NONE = new Replicas(0, 0);

    public Replicas plus(Replicas other) {
        return new Replicas(bound + other.bound, ready + other.ready);
    }
}
