package dev.mcm.shared.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Gives unary calls whose client set no deadline one: when it passes, the call is closed with
/// DEADLINE_EXCEEDED and its context, which the service may watch, is cancelled.
final class DeadlineInterceptor implements ServerInterceptor {
    private final Duration deadline;
    private final ScheduledExecutorService timer;

    DeadlineInterceptor(Duration deadline, ScheduledExecutorService timer) {
        this.deadline = deadline;
        this.timer = timer;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (call.getMethodDescriptor().getType() != MethodType.UNARY
                || Context.current().getDeadline() != null) {
            return next.startCall(call, headers);
        }
        Context.CancellableContext context =
                Context.current()
                        .withDeadline(
                                Deadline.after(deadline.toNanos(), TimeUnit.NANOSECONDS), timer);
        OnceCall<Q, A> once = new OnceCall<>(call, context);
        context.addListener(
                cancelled -> {
                    if (cancelled.cancellationCause() instanceof TimeoutException) {
                        once.close(
                                Status.DEADLINE_EXCEEDED.withDescription(
                                        "server's default deadline of " + deadline),
                                new Metadata());
                    }
                },
                Runnable::run);
        return Contexts.interceptCall(context, once, headers, next);
    }
}
