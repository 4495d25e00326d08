package dev.mcm.shared.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mcm.shared.config.TlsConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which files are taken over and which leave the old ones in force.
class TlsFilesTest {
    private static final byte[] NOTHING = {};

    @TempDir private static Path identities;

    private static TestIdentity first;
    private static TestIdentity second;

    @TempDir private Path live;

    private Path certificate;
    private Path key;
    private Path authority;

    @BeforeAll
    static void makeCertificates() throws Exception {
        first = TestIdentity.create(identities, "first");
        second = TestIdentity.create(identities, "second");
    }

    @BeforeEach
    void copy() throws IOException {
        certificate = Files.copy(first.certificate(), live.resolve("crt"));
        key = Files.copy(first.key(), live.resolve("key"));
        authority = Files.copy(first.certificate(), live.resolve("ca"));
    }

    @Test
    void aPairIsTakenOverOnlyWhenBothAreThere() throws Exception {
        TlsFiles files = read();
        Files.write(certificate, Files.readAllBytes(second.certificate()));
        refused(files, certificate);
        assertThat(served(files)).isEqualTo(certificateOf(first));
        assertThat(files.expiry()).isEqualTo(first.expires());

        Files.write(key, Files.readAllBytes(second.key()));
        files.reload();
        assertThat(served(files)).isEqualTo(certificateOf(second));
        assertThat(files.expiry()).isEqualTo(second.expires());
    }

    @Test
    void aFileThatIsHalfWrittenChangesNothing() throws Exception {
        TlsFiles files = read();
        byte[] crt = Files.readAllBytes(second.certificate());
        byte[] pem = Files.readAllBytes(second.key());
        int marker = "-----END CERTIFICATE-----\n".length();
        for (int length = 0; length <= crt.length - marker; length += 7) {
            Files.write(certificate, Arrays.copyOf(crt, length));
            Files.write(key, pem);
            refused(files, certificate);
            assertThat(served(files)).isEqualTo(certificateOf(first));
        }
        Files.write(certificate, crt);
        for (int length = 0; length <= pem.length - marker; length += 7) {
            Files.write(key, Arrays.copyOf(pem, length));
            refused(files, key);
            assertThat(served(files)).isEqualTo(certificateOf(first));
        }
    }

    @Test
    void badAuthoritiesAreRefusedAndDoNotKeepANewCertificateBack() throws Exception {
        TlsFiles files = read();
        for (byte[] bad : new byte[][] {NOTHING, "no PEM".getBytes(StandardCharsets.US_ASCII)}) {
            Files.write(authority, bad);
            refused(files, authority);
        }
        Files.write(certificate, Files.readAllBytes(second.certificate()));
        Files.write(key, Files.readAllBytes(second.key()));
        refused(files, authority);
        assertThat(served(files)).isEqualTo(certificateOf(second));

        Files.write(authority, Files.readAllBytes(second.certificate()));
        files.reload();
    }

    @Test
    void aFileThatIsGoneIsNamedAndTheOldOneServes() throws Exception {
        TlsFiles files = read();
        Files.delete(key);
        refused(files, key);
        assertThat(served(files)).isEqualTo(certificateOf(first));
    }

    private TlsFiles read() throws IOException {
        return TlsFiles.read(new TlsConfig(new TlsConfig.Identity(certificate, key), authority));
    }

    private static void refused(TlsFiles files, Path named) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(files::reload)
                .withMessageContaining(named.toString());
    }

    private static X509Certificate served(TlsFiles files) {
        String alias = files.identity().chooseEngineServerAlias("EC", null, null);
        return files.identity().getCertificateChain(alias)[0];
    }

    private static X509Certificate certificateOf(TestIdentity identity) throws Exception {
        try (var in = Files.newInputStream(identity.certificate())) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
