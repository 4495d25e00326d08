package dev.mcm.shared.grpc;

import dev.mcm.shared.config.Secret;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Adds the token to every call, and a deadline to unary calls without one.
final class CallInterceptor implements ClientInterceptor {
    private final Duration deadline;
    private final Optional<Secret> token;

    CallInterceptor(Duration deadline, Optional<Secret> token) {
        this.deadline = deadline;
        this.token = token;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
            MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        boolean unlimited = method.getType() == MethodType.UNARY && options.getDeadline() == null;
        CallOptions limited =
                unlimited
                        ? options.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS)
                        : options;
        return new SimpleForwardingClientCall<>(next.newCall(method, limited)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                token.ifPresent(secret ->
                        headers.put(AuthInterceptor.AUTHORIZATION, "Bearer " + secret.reveal()));
                super.start(listener, headers);
            }
        };
    }
}
