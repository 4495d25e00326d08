package dev.mcm.shared.plane;

import java.util.List;

/// How the gateways route the requests of one deployment.
///
/// @param routeVersion the highest push version behind it; grows
/// @param concurrency requests that one replica works on at a time
/// @param queueSeconds how long a request may wait for a free slot
/// @param longestRequestSeconds how long a request may take once it is being worked on
public record Route(
        long routeVersion,
        int concurrency,
        int queueSeconds,
        int longestRequestSeconds,
        List<RouteTarget> targets) {
    public Route {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency: " + concurrency + " (expected: >= 1)");
        }
        if (queueSeconds < 0 || longestRequestSeconds < 0) {
            throw new IllegalArgumentException(
                    "queueSeconds: "
                            + queueSeconds
                            + ", longestRequestSeconds: "
                            + longestRequestSeconds
                            + " (expected: >= 0)");
        }
        targets = List.copyOf(targets);
    }
}
