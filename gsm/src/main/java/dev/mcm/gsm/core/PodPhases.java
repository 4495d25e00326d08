package dev.mcm.gsm.core;

import dev.mcm.event.v1.PodDetail;

/// What a pod's phase means for roll-ups.
final class PodPhases {
    private PodPhases() {}

    /// Succeeded or Failed: its containers have ended for good.
    static boolean isFinished(PodDetail pod) {
        return pod.getPhase().equals("Succeeded") || pod.getPhase().equals("Failed");
    }

    static boolean isBound(PodDetail pod) {
        return !pod.getNodeName().isEmpty();
    }

    static boolean holdsResources(PodDetail pod) {
        return isBound(pod) && !isFinished(pod);
    }
}
