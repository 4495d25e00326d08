package dev.mcm.shared.grpc;

import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.McmException;
import io.grpc.Context;
import org.jspecify.annotations.Nullable;

/// The caller of the gRPC call that is being handled. Carried by gRPC's [Context].
public final class CallerContext {
    private static final Context.Key<Caller> KEY = Context.key("mcm-caller");

    private CallerContext() {}

    /// @throws McmException UNAUTHENTICATED outside a call that passed the [AuthInterceptor]
    public static Caller current() {
        @Nullable Caller caller = KEY.get();
        if (caller == null) {
            throw McmException.unauthenticated("the call has no caller");
        }
        return caller;
    }

    /// The current context with this caller.
    static Context with(Caller caller) {
        return Context.current().withValue(KEY, caller);
    }
}
