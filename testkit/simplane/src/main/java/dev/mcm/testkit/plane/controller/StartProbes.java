package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.store.StoredObject;
import java.time.Duration;
import java.util.Optional;

/// How long the probes of a pod let its model load. What loads answers nothing, as the most patient
/// servers do not either.
final class StartProbes {
    private StartProbes() {}

    /// From the start of its container until a kubelet ends it; empty = for ever. A liveness probe
    /// waits for the startup probe where there is one.
    static Optional<Duration> patience(StoredObject pod) {
        JsonNode container = pod.at("spec", "containers").path(0);
        JsonNode probe =
                container.has("startupProbe")
                        ? container.path("startupProbe")
                        : container.path("livenessProbe");
        return probe.isObject() ? Optional.of(patience(probe)) : Optional.empty();
    }

    private static Duration patience(JsonNode probe) {
        return Duration.ofSeconds(
                probe.path("initialDelaySeconds").asLong()
                        + probe.path("periodSeconds").asLong(10)
                                * probe.path("failureThreshold").asLong(3));
    }
}
