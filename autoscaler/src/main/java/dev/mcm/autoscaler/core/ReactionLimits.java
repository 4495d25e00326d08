package dev.mcm.autoscaler.core;

/// How fast and how far Knative's arithmetic may move.
///
/// @param panicThreshold panic when the short window asks for this many times the ready replicas
/// @param maxScaleUpRate at most this many times the ready replicas in one step
/// @param maxScaleDownRate at least the ready replicas divided by this in one step; infinite = no
///   limit here
/// @param activationScale least scale when there is any demand
public record ReactionLimits(
        double panicThreshold,
        double maxScaleUpRate,
        double maxScaleDownRate,
        int activationScale) {
    /// MCM: panic at 200 %; up is limited by max_replica; down by the scale-down rule that follows,
    /// not here.
    public static final ReactionLimits DEFAULT =
            new ReactionLimits(2.0, 1000, Double.POSITIVE_INFINITY, 1);
}
