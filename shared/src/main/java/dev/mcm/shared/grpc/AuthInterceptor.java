package dev.mcm.shared.grpc;

import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.time.TimeSource;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// Finds out who calls ([CallerContext#current()]): by bearer token, else by the client
/// certificate. Everybody else gets UNAUTHENTICATED, except for the health service, which anybody
/// may call.
///
/// A line of the callers file is `token role organisation|* [name]`, see [CallerTable].
public final class AuthInterceptor implements ServerInterceptor {
    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private static final String SCHEME = "bearer ";
    static final String HEALTH = "grpc.health.v1.Health";

    private final Supplier<CallerTable> callers;
    private final @Nullable Caller anybody;

    private AuthInterceptor(Supplier<CallerTable> callers, @Nullable Caller anybody) {
        this.callers = callers;
        this.anybody = anybody;
    }

    /// @throws IllegalArgumentException when the file is not a table of callers
    /// @throws java.io.UncheckedIOException when it cannot be read
    public static AuthInterceptor ofFile(Path callersFile, TimeSource time) {
        return new AuthInterceptor(new CallerFile(callersFile, time)::table, null);
    }

    /// Takes every call as made by `caller`. For tests and a stack on one machine.
    public static AuthInterceptor allowAll(Caller caller) {
        CallerTable none = CallerTable.parse("");
        return new AuthInterceptor(() -> none, caller);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (HEALTH.equals(call.getMethodDescriptor().getServiceName())) {
            return next.startCall(call, headers);
        }
        Caller caller =
                identify(
                        headers.get(AUTHORIZATION),
                        call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
        return Contexts.interceptCall(CallerContext.with(caller), call, headers, next);
    }

    private Caller identify(@Nullable String authorization, @Nullable SSLSession tls) {
        if (anybody != null) {
            return anybody;
        }
        if (authorization != null) {
            return byToken(authorization);
        }
        return PeerName.of(tls)
                .flatMap(callers.get()::byCertificate)
                .orElseThrow(() ->
                        McmException.unauthenticated(
                                "no credentials (expected: a bearer token or a known client"
                                        + " certificate)"));
    }

    private Caller byToken(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw McmException.unauthenticated(
                    "authorization is of another scheme (expected: Bearer <token>)");
        }
        String token = authorization.substring(SCHEME.length()).strip();
        return callers.get()
                .byToken(token)
                .orElseThrow(() -> McmException.unauthenticated("the bearer token is not known"));
    }
}
