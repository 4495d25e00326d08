package dev.mcm.shared.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mcm.shared.access.Caller;
import dev.mcm.shared.access.Role;
import dev.mcm.shared.config.TlsConfig;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.hash.Sha256;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.time.ManualTime;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AuthTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final String TABLE =
            """
            # token role organisation name
            alpha admin * root
            beta developer acme

            sha256:%s viewer acme auditor
            epsilon tenant-admin * django
            """
                    .formatted(Sha256.hex("gamma"));

    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final AtomicReference<Caller> seen = new AtomicReference<>();

    @TempDir private Path directory;

    private Path file;

    @BeforeEach
    void writeTable() throws IOException {
        file = Files.writeString(directory.resolve("callers"), TABLE);
    }

    @Test
    void aTokenSaysWhoCalls() throws Exception {
        try (ServerFixture fixture = serving()) {
            assertThat(callerOf(fixture, "alpha")).isEqualTo(new Caller("root", Role.ADMIN, null));
            assertThat(callerOf(fixture, "beta"))
                    .isEqualTo(new Caller("developer@acme", Role.DEVELOPER, ACME));
            assertThat(callerOf(fixture, "gamma"))
                    .isEqualTo(new Caller("auditor", Role.VIEWER, ACME));
            assertThat(callerOf(fixture, "epsilon"))
                    .isEqualTo(new Caller("django", Role.TENANT_ADMIN, null));
        }
    }

    @Test
    void withoutAKnownTokenNobodyGetsIn() throws Exception {
        try (ServerFixture fixture = serving()) {
            assertThat(refused(fixture.plain())).contains("no credentials");
            assertThat(refused(fixture.plain("delta")))
                    .contains("not known")
                    .doesNotContain("delta");
            assertThat(refused(fixture.plain("sha256:" + Sha256.hex("gamma"))))
                    .contains("not known");
            assertThat(seen).hasNullValue();
        }
    }

    @Test
    void healthNeedsNoToken() throws Exception {
        try (ServerFixture fixture = serving()) {
            assertThat(
                            HealthGrpc.newBlockingStub(fixture.plain())
                                    .check(HealthCheckRequest.getDefaultInstance()))
                    .isNotNull();
        }
    }

    @Test
    void aChangedFileIsReadWithinASecond() throws Exception {
        try (ServerFixture fixture = serving()) {
            ManagedChannel delta = fixture.plain("delta");
            Files.writeString(file, "delta operator *\n");

            refused(delta);
            time.advance(Duration.ofSeconds(1));

            assertThat(callerOf(fixture, "delta").role()).isEqualTo(Role.OPERATOR);
            assertThat(refused(fixture.plain("alpha"))).contains("not known");
        }
    }

    @Test
    void aFileThatBecomesUnreadableChangesNothing() throws Exception {
        try (ServerFixture fixture = serving()) {
            Files.writeString(file, "delta king *\n");
            time.advance(Duration.ofSeconds(2));
            assertThat(callerOf(fixture, "alpha").role()).isEqualTo(Role.ADMIN);

            Files.delete(file);
            time.advance(Duration.ofSeconds(2));
            assertThat(callerOf(fixture, "alpha").role()).isEqualTo(Role.ADMIN);
        }
    }

    @Test
    void anOpenServerTakesEverybodyAsTheGivenCaller() throws Exception {
        Caller anybody = new Caller("anybody", Role.ADMIN, null);
        try (ServerFixture fixture = serving(AuthInterceptor.allowAll(anybody))) {
            ServerFixture.ask(fixture.plain(), "a");

            assertThat(seen).hasValue(anybody);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topsecret",
                "topsecret admin",
                "topsecret king *",
                "topsecret admin ACME",
                "topsecret admin * a b",
                "sha256:00 admin *"
            })
    void aWrongLineIsNamedWithoutItsToken(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallerTable.parse("# comment\n" + line))
                .withMessageContaining("line 2")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("topsecret"));
    }

    @Test
    void outsideACallThereIsNoCaller() {
        Caller caller = new Caller("dev", Role.DEVELOPER, ACME);
        AtomicReference<Caller> inside = new AtomicReference<>();

        CallerContext.with(caller).run(() -> inside.set(CallerContext.current()));

        assertThat(inside).hasValue(caller);
        assertThatExceptionOfType(McmException.class).isThrownBy(CallerContext::current);
    }

    private ServerFixture serving() throws IOException {
        return serving(AuthInterceptor.ofFile(file, time));
    }

    private ServerFixture serving(AuthInterceptor auth) throws IOException {
        return new ServerFixture(
                TlsConfig.NONE,
                (_, observer) -> {
                    seen.set(CallerContext.current());
                    observer.onNext(HealthCheckResponse.getDefaultInstance());
                    observer.onCompleted();
                },
                auth);
    }

    private Caller callerOf(ServerFixture fixture, String token) throws IOException {
        ServerFixture.ask(fixture.plain(token), "a");
        return seen.get();
    }

    private static String refused(ManagedChannel channel) {
        AtomicReference<String> message = new AtomicReference<>("");
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> ServerFixture.ask(channel, "a"))
                .satisfies(e -> {
                    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
                    message.set(String.valueOf(e.getStatus().getDescription()));
                });
        return message.get();
    }
}
