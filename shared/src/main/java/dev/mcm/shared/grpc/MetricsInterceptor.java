package dev.mcm.shared.grpc;

import dev.mcm.shared.time.TimeSource;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.IntStream;

/// Timer `mcm.grpc.server.calls` by method and status code. Streams are timed from open to close.
final class MetricsInterceptor implements ServerInterceptor {
    private static final Duration[] BUCKETS =
            IntStream.of(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
                    .mapToObj(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private final MeterRegistry meters;
    private final TimeSource time;

    MetricsInterceptor(MeterRegistry meters, TimeSource time) {
        this.meters = meters;
        this.time = time;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        long start = time.nanoTime();
        String method = call.getMethodDescriptor().getFullMethodName();
        return next.startCall(
                new SimpleForwardingServerCall<>(call) {
                    @Override
                    public void close(Status status, Metadata trailers) {
                        timer(method, status.getCode()).record(time.since(start));
                        super.close(status, trailers);
                    }
                },
                headers);
    }

    private Timer timer(String method, Status.Code code) {
        return Timer.builder("mcm.grpc.server.calls")
                .description("Calls handled")
                .tag("method", method)
                .tag("code", code.name())
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }
}
