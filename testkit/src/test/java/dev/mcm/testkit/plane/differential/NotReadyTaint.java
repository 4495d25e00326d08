package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.JsonNode;

/// The taint of a node that has never been ready.
final class NotReadyTaint {

    private static final String KEY = "node.kubernetes.io/not-ready";

    private NotReadyTaint() {}

    /// Whether the real answer has the taint, alone or as the last of the list, and nothing else
    /// that the simulated one lacks.
    static boolean explains(Difference difference) {
        boolean alone = difference.simulated().isMissingNode();
        JsonNode real = difference.real();
        if (difference.path().endsWith(".taints")) {
            return alone && real.size() == 1 && isTaint(real.path(0));
        }
        if (difference.path().endsWith(".spec")) {
            JsonNode taints = real.path("taints");
            return alone && real.size() == 1 && taints.size() == 1 && isTaint(taints.path(0));
        }
        return difference.path().matches(".*\\.taints\\[\\d+]") && alone && isTaint(real);
    }

    private static boolean isTaint(JsonNode taint) {
        return taint.path("key").asText().equals(KEY)
                && taint.path("effect").asText().equals("NoSchedule");
    }
}
