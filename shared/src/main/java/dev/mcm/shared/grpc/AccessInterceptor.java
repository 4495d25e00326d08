package dev.mcm.shared.grpc;

import dev.mcm.shared.access.Access;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.access.Role;
import dev.mcm.shared.error.McmException;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lets through what the table of methods allows the caller, and nothing that is not in it; the
/// health service apart, which anybody may call. Comes behind the [AuthInterceptor].
public final class AccessInterceptor implements ServerInterceptor {
    private final Map<String, Access> table;

    /// @param table by full method name, `package.Service/Method`
    public AccessInterceptor(Map<String, Access> table) {
        this.table = Map.copyOf(table);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (!AuthInterceptor.HEALTH.equals(call.getMethodDescriptor().getServiceName())) {
            check(CallerContext.current(), call.getMethodDescriptor().getFullMethodName());
        }
        return next.startCall(call, headers);
    }

    private void check(Caller caller, String method) {
        @Nullable Access access = table.get(method);
        if (access == null) {
            throw McmException.permissionDenied(
                    method + " is not in the table of access: nobody may call it");
        }
        if (!access.allows(caller)) {
            throw McmException.permissionDenied(refusal(caller, access));
        }
    }

    private static String refusal(Caller caller, Access access) {
        String roles =
                Stream.of(Role.values())
                        .filter(access.roles()::contains)
                        .map(Role::label)
                        .collect(Collectors.joining(" or "));
        String scope = access.scope() == Access.Scope.ALL ? " of all organizations" : "";
        String reach =
                caller.organization() == null
                        ? "all organizations"
                        : caller.organization().toString();
        return "role of %s: %s of %s (expected: %s%s)"
                .formatted(caller.name(), caller.role().label(), reach, roles, scope);
    }
}
