package dev.mcm.autoscaler.core;

/// Requests through one plane, as its gateway counts them.
///
/// @param inFlight being worked on
/// @param arrivals since the gateway started
/// @param served answered by a replica since the gateway started
public record Throughput(double inFlight, long arrivals, long served) {
    public Throughput {
        if (!(inFlight >= 0) || Double.isInfinite(inFlight) || arrivals < 0 || served < 0) {
            throw new IllegalArgumentException(
                    "in flight %s, arrivals %d, served %d (expected: finite, all >= 0)"
                            .formatted(inFlight, arrivals, served));
        }
    }
}
