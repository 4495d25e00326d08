package dev.mcm.testkit.plane;

import java.time.Duration;

/// How long things take on a simulated plane.
///
/// @param imagePull first pull of an image on a node; later pods of that image start from the
///   node's cache
/// @param coldStart from a started container to a loaded model that answers
/// @param shutdown from the end of its last request to the end of a pod; its grace period bounds
///   both
/// @param nodeDetection from a node's failure until the plane notices: kube-controller-manager's
///   `--node-monitor-grace-period`
/// @param podEviction from that notice until a pod is deleted that does not say how long it
///   tolerates a node which is unreachable or not ready: what the admission plugin
///   DefaultTolerationSeconds gives it
/// @param firstBackOff wait before the second restart of a container and after the first failed
///   pull of an image; each further one is twice as long
/// @param longestBackOff bound of that; what ran twice as long has recovered
/// @param jitter share by which image pull and cold start vary, 0 (none) to 1
public record PlaneTimings(
        Duration imagePull,
        Duration coldStart,
        Duration shutdown,
        Duration nodeDetection,
        Duration podEviction,
        Duration firstBackOff,
        Duration longestBackOff,
        double jitter) {

    public PlaneTimings {
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter: " + jitter + " (expected: 0 to 1)");
        }
        if (!firstBackOff.isPositive() || longestBackOff.compareTo(firstBackOff) < 0) {
            throw new IllegalArgumentException(
                    "back-off from "
                            + firstBackOff
                            + " to "
                            + longestBackOff
                            + " (expected: positive, and not shorter at the end)");
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
                Duration.ofMillis(500),
                Duration.ofSeconds(10),
                0);
    }

    /// As on real clusters (Kubernetes 1.32 and later), for the manual clock.
    public static PlaneTimings realistic() {
        return new PlaneTimings(
                Duration.ofSeconds(40),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Duration.ofSeconds(50),
                Duration.ofSeconds(300),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                0.2);
    }
}
