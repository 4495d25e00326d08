package dev.mcm.shared.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mcm.shared.config.TlsConfig;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server goes on while its certificate, key and client authorities are replaced.
@Timeout(120)
class TlsReloadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private static Path identities;

    private static TestIdentity first;
    private static TestIdentity second;
    private static TestIdentity django;
    private static TestIdentity successor;

    @TempDir private Path live;

    private final AtomicReference<String> seen = new AtomicReference<>("");

    @BeforeAll
    static void makeCertificates() throws Exception {
        first = TestIdentity.create(identities, "first");
        second = TestIdentity.create(identities, "second");
        django = TestIdentity.create(identities, "django");
        successor = TestIdentity.create(identities, "successor");
    }

    @BeforeEach
    void mountSecrets() throws IOException {
        mount("tls", first.certificate(), first.key());
        mount("ca", django.certificate(), django.key());
    }

    @Test
    void newConnectionsSeeTheNewCertificateAndOldOnesGoOn() throws Exception {
        try (ServerFixture fixture = serving()) {
            ManagedChannel old = fixture.secure(trusting(first), "alpha");
            assertThat(ServerFixture.ask(old, "a")).isEqualTo("UNKNOWN");
            assertThat(refused(fixture.secure(trusting(second), "alpha")))
                    .isEqualTo(Status.Code.UNAVAILABLE);

            mount("tls", second.certificate(), second.key());

            Waiting.until(
                    "the new certificate",
                    PATIENCE,
                    () -> answers(fixture.secure(trusting(second), "alpha")));
            assertThat(ServerFixture.ask(old, "a")).isEqualTo("UNKNOWN");
            assertThat(refused(fixture.secure(trusting(first), "alpha")))
                    .isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    @Test
    void aNewClientAuthorityIsAcceptedAndTheOldOneRefused() throws Exception {
        try (ServerFixture fixture = serving()) {
            ServerFixture.ask(fixture.secure(as(django)), "a");
            assertThat(seen).hasValue("backend");
            assertThat(refused(fixture.secure(as(successor))))
                    .isIn(Status.Code.UNAUTHENTICATED, Status.Code.UNAVAILABLE);

            mount("ca", successor.key(), successor.key());
            awaitAFailedRound(fixture);
            assertThat(answers(fixture.secure(as(django)))).isTrue();

            mount("ca", successor.certificate(), successor.key());

            Waiting.until(
                    "the new authority", PATIENCE, () -> answers(fixture.secure(as(successor))));
            assertThat(seen).hasValue("heir");
            assertThat(refused(fixture.secure(as(django))))
                    .isIn(Status.Code.UNAUTHENTICATED, Status.Code.UNAVAILABLE);
        }
    }

    @Test
    void aBadFileLeavesWhatWasServedAndIsCounted() throws Exception {
        try (ServerFixture fixture = serving()) {
            mount("tls", second.certificate(), first.key());

            awaitAFailedRound(fixture);
            assertThat(answers(fixture.secure(trusting(first), "alpha"))).isTrue();

            mount("tls", second.certificate(), second.key());

            Waiting.until(
                    "the right pair",
                    PATIENCE,
                    () -> answers(fixture.secure(trusting(second), "alpha")));
        }
    }

    @Test
    void aMeterTellsWhenTheCertificateExpires() throws Exception {
        try (ServerFixture fixture = serving()) {
            assertThat(expiry(fixture)).isEqualTo(first.expires().getEpochSecond());
        }
        try (ServerFixture plain = new ServerFixture(TlsConfig.NONE, (_, _) -> {})) {
            assertThat(expiry(plain)).isNaN();
        }
    }

    private static void awaitAFailedRound(ServerFixture fixture) throws InterruptedException {
        Waiting.until(
                "a failed round of the loop that reads the files",
                PATIENCE,
                () ->
                        fixture.meters
                                        .get("mcm.loop.failures")
                                        .tag("loop", "grpc-tls-files")
                                        .counter()
                                        .count()
                                > 0);
    }

    private static double expiry(ServerFixture fixture) {
        return fixture.meters.get("mcm.grpc.server.certificate.expiry").gauge().value();
    }

    /// As Kubernetes mounts a secret: files are links through `..data`, which is replaced at once.
    private void mount(String name, Path certificate, Path key) throws IOException {
        Path mount = Files.createDirectories(live.resolve(name));
        Path version = Files.createTempDirectory(mount, "..version");
        Files.copy(certificate, version.resolve("tls.crt"));
        Files.copy(key, version.resolve("tls.key"));
        Path next = Files.createSymbolicLink(mount.resolve("..next"), version.getFileName());
        Files.move(next, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        for (String file : new String[] {"tls.crt", "tls.key"}) {
            if (!Files.exists(mount.resolve(file))) {
                Files.createSymbolicLink(mount.resolve(file), Path.of("..data", file));
            }
        }
    }

    private ServerFixture serving() throws IOException {
        Path callers =
                Files.writeString(
                        live.resolve("callers"),
                        "cn:django developer * backend\n"
                                + "cn:successor developer * heir\n"
                                + "alpha admin * root\n");
        return new ServerFixture(
                new TlsConfig(
                        new TlsConfig.Identity(
                                live.resolve("tls/tls.crt"), live.resolve("tls/tls.key")),
                        live.resolve("ca/tls.crt")),
                (_, observer) -> {
                    seen.set(CallerContext.current().name());
                    observer.onNext(HealthCheckResponse.getDefaultInstance());
                    observer.onCompleted();
                },
                AuthInterceptor.ofFile(callers, SystemTime.SYSTEM));
    }

    private static TlsConfig trusting(TestIdentity server) {
        return new TlsConfig(null, server.certificate());
    }

    private static TlsConfig as(TestIdentity client) {
        return new TlsConfig(
                new TlsConfig.Identity(client.certificate(), client.key()), first.certificate());
    }

    private static boolean answers(ManagedChannel channel) {
        try {
            return ServerFixture.ask(channel, "a").equals("UNKNOWN");
        } catch (StatusRuntimeException e) {
            return false;
        } finally {
            channel.shutdownNow();
        }
    }

    private static Status.Code refused(ManagedChannel channel) {
        AtomicReference<Status.Code> code = new AtomicReference<>(Status.Code.OK);
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> ServerFixture.ask(channel, "a"))
                .satisfies(e -> code.set(e.getStatus().getCode()));
        return code.get();
    }
}
