package dev.mcm.local.demo;

import dev.mcm.local.trace.TraceRequest;
import java.time.Duration;
import java.util.List;

/// A request of the demo's traffic.
///
/// @param at time after the start of the traffic
/// @param service how long one replica works on it
public record Arrival(Duration at, Duration service) {
    /// Prompt tokens a replica reads per second of trace time.
    static final double PREFILL_TOKENS_PER_SECOND = 5_000;

    /// Answer tokens a replica writes per second of trace time.
    static final double DECODE_TOKENS_PER_SECOND = 30;

    /// The requests of one stretch of the trace, `speed` times faster: arrivals come `speed` times
    /// as often, and `service = (context tokens / 5000 + generated tokens / 30) s / speed`, so that
    /// the number of requests in flight is that of the trace.
    static List<Arrival> replay(
            List<TraceRequest> trace, Duration from, Duration length, int speed) {
        return trace.stream()
                .filter(r -> r.at().compareTo(from) >= 0 && r.at().compareTo(from.plus(length)) < 0)
                .map(r ->
                        new Arrival(
                                r.at().minus(from).dividedBy(speed), service(r).dividedBy(speed)))
                .toList();
    }

    private static Duration service(TraceRequest request) {
        double seconds =
                request.contextTokens() / PREFILL_TOKENS_PER_SECOND
                        + request.generatedTokens() / DECODE_TOKENS_PER_SECOND;
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
