package dev.mcm.shared.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mcm.shared.config.TlsConfig;
import dev.mcm.shared.time.SystemTime;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TlsTest {
    @TempDir private static Path directory;

    private static TestIdentity server;
    private static TestIdentity django;
    private static TestIdentity stranger;

    private final AtomicReference<String> seen = new AtomicReference<>("");

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = TestIdentity.create(directory, "server");
        django = TestIdentity.create(directory, "django");
        stranger = TestIdentity.create(directory, "stranger");
    }

    @Test
    void aKnownClientCertificateSaysWhoCalls() throws Exception {
        try (ServerFixture fixture = serving()) {
            ServerFixture.ask(fixture.secure(client(django)), "a");

            assertThat(seen).hasValue("backend");
        }
    }

    @Test
    void aTokenServesWithoutAClientCertificate() throws Exception {
        try (ServerFixture fixture = serving()) {
            ServerFixture.ask(fixture.secure(client(null), "alpha"), "a");

            assertThat(seen).hasValue("root");
        }
    }

    @Test
    void neitherCertificateNorTokenIsRefused() throws Exception {
        try (ServerFixture fixture = serving()) {
            assertThat(refused(fixture.secure(client(null))))
                    .isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(refused(fixture.secure(client(null), "cn:django")))
                    .isEqualTo(Status.Code.UNAUTHENTICATED);
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityIdentifiesNobody() throws Exception {
        try (ServerFixture fixture = serving()) {
            assertThat(refused(fixture.secure(client(stranger))))
                    .isIn(Status.Code.UNAUTHENTICATED, Status.Code.UNAVAILABLE);
        }
    }

    @Test
    void aServerOfAnotherAuthorityIsNotTrusted() throws Exception {
        TlsConfig distrustful = new TlsConfig(null, stranger.certificate());
        try (ServerFixture fixture = serving()) {
            assertThat(refused(fixture.secure(distrustful, "alpha")))
                    .isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(seen).hasValue("");
        }
    }

    @Test
    void filesThatAreMissingAreNamed() {
        TlsConfig missing =
                new TlsConfig(
                        new TlsConfig.Identity(Path.of("/no/cert.pem"), Path.of("/no/key.pem")),
                        null);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new ServerFixture(missing, (_, _) -> {}))
                .withMessageContaining("/no/cert.pem");
    }

    private ServerFixture serving() throws IOException {
        Path callers =
                Files.writeString(
                        Files.createTempFile(directory, "callers", ""),
                        "cn:django developer * backend\nalpha admin * root\n");
        TlsConfig tls =
                new TlsConfig(
                        new TlsConfig.Identity(server.certificate(), server.key()),
                        django.certificate());
        return new ServerFixture(
                tls,
                (_, observer) -> {
                    seen.set(CallerContext.current().name());
                    observer.onNext(HealthCheckResponse.getDefaultInstance());
                    observer.onCompleted();
                },
                AuthInterceptor.ofFile(callers, SystemTime.SYSTEM));
    }

    private static TlsConfig client(@Nullable TestIdentity identity) {
        return new TlsConfig(
                identity == null
                        ? null
                        : new TlsConfig.Identity(identity.certificate(), identity.key()),
                server.certificate());
    }

    private static Status.Code refused(ManagedChannel channel) {
        AtomicReference<Status.Code> code = new AtomicReference<>(Status.Code.OK);
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> ServerFixture.ask(channel, "a"))
                .satisfies(e -> code.set(e.getStatus().getCode()));
        return code.get();
    }
}
