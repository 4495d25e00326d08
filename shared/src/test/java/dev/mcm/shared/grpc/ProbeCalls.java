package dev.mcm.shared.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Adds a token to every call, and to unary calls without a deadline one that is longer than the
/// server's.
///
/// @param token null = none
record ProbeCalls(@Nullable String token) implements ClientInterceptor {
    private static final long SECONDS = 20;

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
            MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        boolean unlimited = method.getType() == MethodType.UNARY && options.getDeadline() == null;
        CallOptions limited =
                unlimited ? options.withDeadlineAfter(SECONDS, TimeUnit.SECONDS) : options;
        return new SimpleForwardingClientCall<>(next.newCall(method, limited)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                if (token != null) {
                    headers.put(AuthInterceptor.AUTHORIZATION, "Bearer " + token);
                }
                super.start(listener, headers);
            }
        };
    }
}
