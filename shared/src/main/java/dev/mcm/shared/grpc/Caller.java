package dev.mcm.shared.grpc;

import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.OrganizationId;
import io.grpc.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who makes a call.
///
/// @param name for the audit trail
/// @param organization the only one that the caller sees; empty = all
public record Caller(String name, Role role, Optional<OrganizationId> organization) {
    static final Context.Key<Caller> KEY = Context.key("mcm-caller");

    /// The caller of the gRPC call that is being handled.
    ///
    /// @throws McmException UNAUTHENTICATED outside a call that passed the [AuthInterceptor]
    public static Caller current() {
        @Nullable Caller caller = KEY.get();
        if (caller == null) {
            throw McmException.unauthenticated("the call has no caller");
        }
        return caller;
    }

    /// Runs `work` as this caller; for tests and calls inside the process.
    public void run(Runnable work) {
        Context.current().withValue(KEY, this).run(work);
    }

    public boolean sees(OrganizationId other) {
        return organization.map(own -> own.equals(other)).orElse(true);
    }
}
