package dev.mcm.shared.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mcm.shared.config.TlsConfig;
import dev.mcm.shared.time.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A client that resumes an earlier TLS session shows no certificate again.
@Timeout(120)
class TlsResumptionTest {
    private static final int SETTINGS = 4;

    @TempDir private Path directory;

    @Test
    void aSessionThatCouldBeResumedDoesNotOutliveItsAuthority() throws Exception {
        TestIdentity server = TestIdentity.create(directory, "server");
        TestIdentity django = TestIdentity.create(directory, "django");
        TestIdentity successor = TestIdentity.create(directory, "successor");
        for (String version : new String[] {"TLSv1.3", "TLSv1.2"}) {
            Path authority =
                    Files.copy(
                            django.certificate(),
                            directory.resolve("ca"),
                            StandardCopyOption.REPLACE_EXISTING);
            TlsConfig tls =
                    new TlsConfig(
                            new TlsConfig.Identity(server.certificate(), server.key()), authority);
            SSLContext client = client(django.keys(), server.keys());
            SSLContext heir = client(successor.keys(), server.keys());
            try (ServerFixture fixture = new ServerFixture(tls, (_, _) -> {})) {
                int port = fixture.server().port();
                assertThat(firstFrame(client, port, version)).isEqualTo(SETTINGS);
                assertThat(firstFrame(client, port, version)).isEqualTo(SETTINGS);

                Files.copy(successor.certificate(), authority, StandardCopyOption.REPLACE_EXISTING);
                Waiting.until(
                        "the new authority",
                        Duration.ofSeconds(30),
                        () -> firstFrame(heir, port, version) == SETTINGS);

                assertThatExceptionOfType(IOException.class)
                        .as(version)
                        .isThrownBy(() -> firstFrame(client, port, version));
            }
        }
    }

    /// Connects and reads the kind of the first HTTP/2 frame; a client that is refused gets none.
    private static int firstFrame(SSLContext client, int port, String version) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            parameters.setProtocols(new String[] {version});
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(20_000);
            socket.startHandshake();
            byte[] header = socket.getInputStream().readNBytes(9);
            if (header.length < 9) {
                throw new IOException("the server has closed the connection");
            }
            return header[3];
        }
    }

    private static SSLContext client(KeyStore own, KeyStore trusted) throws Exception {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, TestIdentity.PASSWORD.toCharArray());
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("server", trusted.getCertificate("own"));
        TrustManagerFactory trusting =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusting.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusting.getTrustManagers(), null);
        return context;
    }
}
