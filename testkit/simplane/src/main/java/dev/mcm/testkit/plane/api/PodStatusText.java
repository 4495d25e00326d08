package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;

/// The one word that tells how a pod fares.
final class PodStatusText {

    private PodStatusText() {}

    static String of(StoredObject pod) {
        if (pod.isDeleting()) {
            return pod.text("status", "reason").equals("NodeLost") ? "Unknown" : "Terminating";
        }
        for (JsonNode status : pod.at("status", "containerStatuses")) {
            String waiting = Trees.text(status, "state", "waiting", "reason");
            String ended = Trees.text(status, "state", "terminated", "reason");
            if (!waiting.isEmpty() || !ended.isEmpty()) {
                return waiting.isEmpty() ? ended : waiting;
            }
        }
        String reason = pod.text("status", "reason");
        return reason.isEmpty() ? pod.text("status", "phase") : reason;
    }
}
