package dev.mcm.shared.trace;

import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// Continues the caller's trace, or begins one; [Traces#current()] and the log show it while the
/// call is handled.
public final class TraceServerInterceptor implements ServerInterceptor {
    static final Metadata.Key<String> HEADER =
            Metadata.Key.of(TraceContext.HEADER, Metadata.ASCII_STRING_MARSHALLER);

    private final RandomGenerator random;

    /// @param random thread-safe
    public TraceServerInterceptor(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        @Nullable String header = headers.get(HEADER);
        TraceContext trace =
                Optional.ofNullable(header)
                        .flatMap(TraceContext::parse)
                        .map(parent -> parent.child(random))
                        .orElseGet(() -> TraceContext.root(random));
        Context context = Traces.with(trace);
        Context previous = context.attach();
        try (MDC.MDCCloseable _ = MDC.putCloseable(Traces.MDC_KEY, trace.traceId())) {
            return new TracedListener<>(next.startCall(call, headers), context, trace.traceId());
        } finally {
            context.detach(previous);
        }
    }

    private static final class TracedListener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Context context;
        private final String traceId;

        TracedListener(ServerCall.Listener<Q> delegate, Context context, String traceId) {
            super(delegate);
            this.context = context;
            this.traceId = traceId;
        }

        @Override
        public void onMessage(Q message) {
            traced(() -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            traced(super::onHalfClose);
        }

        @Override
        public void onCancel() {
            traced(super::onCancel);
        }

        @Override
        public void onComplete() {
            traced(super::onComplete);
        }

        @Override
        public void onReady() {
            traced(super::onReady);
        }

        private void traced(Runnable event) {
            try (MDC.MDCCloseable _ = MDC.putCloseable(Traces.MDC_KEY, traceId)) {
                context.run(event);
            }
        }
    }
}
