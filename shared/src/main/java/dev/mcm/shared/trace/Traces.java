package dev.mcm.shared.trace;

import io.grpc.Context;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// The trace of the current work. Carried by gRPC's [Context], so that it follows calls and
/// everything wrapped in that context.
public final class Traces {
    /// Key of the trace id in the log.
    public static final String MDC_KEY = "trace";

    private static final Context.Key<TraceContext> KEY = Context.key("mcm-trace");

    private Traces() {}

    public static Optional<TraceContext> current() {
        return Optional.ofNullable(KEY.get());
    }

    /// Runs `work` as part of `trace`: calls it makes and records it sends carry it, and its log
    /// lines show the trace id.
    public static void run(TraceContext trace, Runnable work) {
        Context context = with(trace);
        Context previous = context.attach();
        try (MDC.MDCCloseable _ = MDC.putCloseable(MDC_KEY, trace.traceId())) {
            work.run();
        } finally {
            context.detach(previous);
        }
    }

    /// The current gRPC context with another trace.
    static Context with(TraceContext trace) {
        return Context.current().withValue(KEY, trace);
    }

    /// Adds the current trace, if any, to a record that is about to be sent.
    public static void inject(Headers headers) {
        current().ifPresent(trace -> inject(trace, headers));
    }

    public static void inject(TraceContext trace, Headers headers) {
        headers.remove(TraceContext.HEADER);
        headers.add(TraceContext.HEADER, trace.format().getBytes(StandardCharsets.US_ASCII));
    }

    /// The trace that a received record carries.
    public static Optional<TraceContext> extract(Headers headers) {
        @Nullable Header header = headers.lastHeader(TraceContext.HEADER);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        return TraceContext.parse(new String(header.value(), StandardCharsets.US_ASCII));
    }
}
