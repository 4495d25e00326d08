package dev.mcm.shared.trace;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which request a piece of work belongs to: W3C Trace Context, header `traceparent`.
///
/// @param traceId 32 hexadecimal digits, not all zero; the same for the whole request
/// @param spanId 16 hexadecimal digits, not all zero; the caller's step
public record TraceContext(String traceId, String spanId, boolean sampled) {
    /// Name of the gRPC metadata key and the Kafka header.
    public static final String HEADER = "traceparent";

    private static final Pattern FORMAT =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);

    public TraceContext {
        if (!traceId.matches("[0-9a-f]{32}") || traceId.equals(NO_TRACE)) {
            throw new IllegalArgumentException(
                    "trace id: '" + traceId + "' (expected: 32 hexadecimal digits, not all 0)");
        }
        if (!spanId.matches("[0-9a-f]{16}") || spanId.equals(NO_SPAN)) {
            throw new IllegalArgumentException(
                    "span id: '" + spanId + "' (expected: 16 hexadecimal digits, not all 0)");
        }
    }

    /// Reads a `traceparent`; empty when it is not valid, as the standard asks.
    public static Optional<TraceContext> parse(String header) {
        Matcher match = FORMAT.matcher(header);
        if (!match.matches() || match.group(1).equals("ff")) {
            return Optional.empty();
        }
        boolean tooLong = match.group(1).equals("00") && match.group(5) != null;
        if (tooLong || match.group(2).equals(NO_TRACE) || match.group(3).equals(NO_SPAN)) {
            return Optional.empty();
        }
        boolean sampled = (HexFormat.fromHexDigits(match.group(4)) & 1) == 1;
        return Optional.of(new TraceContext(match.group(2), match.group(3), sampled));
    }

    /// Begins a new trace.
    public static TraceContext root(RandomGenerator random) {
        return new TraceContext(hex(random) + hex(random), hex(random), true);
    }

    /// The next step of the same trace.
    public TraceContext child(RandomGenerator random) {
        return new TraceContext(traceId, hex(random), sampled);
    }

    /// The `traceparent` header.
    public String format() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    private static String hex(RandomGenerator random) {
        long bits = random.nextLong();
        return HexFormat.of().toHexDigits(bits == 0 ? 1 : bits);
    }
}
