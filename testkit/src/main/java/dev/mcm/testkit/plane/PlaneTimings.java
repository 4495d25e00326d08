package dev.mcm.testkit.plane;

import java.time.Duration;

/// How long things take on a simulated plane.
///
/// @param imagePull first pull of an image on a node; later pods of that image start from the
///   node's cache
/// @param coldStart from a started container to a loaded model that answers
/// @param shutdown from the end of its last request to the end of a pod; its grace period bounds
///   both
/// @param nodeDetection from a node's failure until the plane notices
/// @param podEviction from that notice until the node's pods are deleted
/// @param jitter share by which image pull and cold start vary, 0 (none) to 1
public record PlaneTimings(
        Duration imagePull,
        Duration coldStart,
        Duration shutdown,
        Duration nodeDetection,
        Duration podEviction,
        double jitter) {

    public PlaneTimings {
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter: " + jitter + " (expected: 0 to 1)");
        }
    }

    /// Short, for tests and demonstrations on the real clock.
    public static PlaneTimings fast() {
        return new PlaneTimings(
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(20),
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                0);
    }

    /// As on real clusters, for the manual clock.
    public static PlaneTimings realistic() {
        return new PlaneTimings(
                Duration.ofSeconds(40),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Duration.ofSeconds(40),
                Duration.ofSeconds(300),
                0.2);
    }
}
