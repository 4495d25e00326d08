package dev.mcm.shared.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mcm.shared.access.Access;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.access.Role;
import dev.mcm.shared.config.TlsConfig;
import dev.mcm.shared.id.OrganizationId;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccessTest {
    private static final String METHOD = ProbeService.ASK.getFullMethodName();
    private static final Caller DEVELOPER =
            new Caller("dev", Role.DEVELOPER, new OrganizationId("acme"));

    @Test
    void aMethodThatIsNotInTheTableIsRefusedToEverybodyAndHealthToNobody() throws Exception {
        Caller admin = new Caller("ada", Role.ADMIN, null);
        try (ServerFixture fixture = serving(admin, Map.of())) {
            ManagedChannel channel = fixture.plain();

            assertThat(refusal(channel)).contains(METHOD).contains("not in the table");
            assertThat(
                            HealthGrpc.newBlockingStub(channel)
                                    .check(HealthCheckRequest.getDefaultInstance()))
                    .isNotNull();
        }
    }

    @Test
    void aRoleThatIsNotNamedIsRefusedWithWhatWasExpected() throws Exception {
        Access access = Access.of(Access.Scope.OWN, Role.OPERATOR, Role.ADMIN);
        try (ServerFixture fixture = serving(DEVELOPER, Map.of(METHOD, access))) {
            assertThat(refusal(fixture.plain()))
                    .isEqualTo("role of dev: developer of acme (expected: operator or admin)");
        }
    }

    @Test
    void aCallerOfOneOrganizationIsRefusedWhatIsForCallersOfAll() throws Exception {
        Access access = Access.of(Access.Scope.ALL, Role.DEVELOPER);
        try (ServerFixture fixture = serving(DEVELOPER, Map.of(METHOD, access))) {
            assertThat(refusal(fixture.plain()))
                    .isEqualTo(
                            "role of dev: developer of acme (expected: developer of all"
                                    + " organizations)");
        }
        Caller ofAll = new Caller("dora", Role.DEVELOPER, null);
        try (ServerFixture fixture = serving(ofAll, Map.of(METHOD, access))) {
            assertThat(ServerFixture.ask(fixture.plain(), "a")).isNotEmpty();
        }
    }

    private static ServerFixture serving(Caller caller, Map<String, Access> table)
            throws Exception {
        return new ServerFixture(
                TlsConfig.NONE,
                (_, observer) -> {
                    observer.onNext(HealthCheckResponse.getDefaultInstance());
                    observer.onCompleted();
                },
                AuthInterceptor.allowAll(caller),
                new AccessInterceptor(table));
    }

    private static String refusal(ManagedChannel channel) {
        StatusRuntimeException error =
                catchThrowableOfType(
                        StatusRuntimeException.class, () -> ServerFixture.ask(channel, "a"));
        assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        return String.valueOf(error.getStatus().getDescription());
    }
}
