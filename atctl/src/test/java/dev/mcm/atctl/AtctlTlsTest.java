package dev.mcm.atctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// An ATC whose certificate names its service, reached by another name, as through a port-forward.
@Timeout(60)
final class AtctlTlsTest {
    private static final String SERVICE = "mcm-cp-atc";
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir private Path directory;

    private FakeAtc atc;
    private Path authority;

    @BeforeEach
    void start() throws Exception {
        KeyStore keys = keys();
        authority =
                Files.writeString(
                        directory.resolve("ca.crt"),
                        "-----BEGIN CERTIFICATE-----\n"
                                + Base64.getMimeEncoder(
                                                64, "\n".getBytes(StandardCharsets.US_ASCII))
                                        .encodeToString(keys.getCertificate("own").getEncoded())
                                + "\n-----END CERTIFICATE-----\n");
        KeyManagerFactory identity =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        identity.init(keys, PASSWORD);
        ServerCredentials credentials =
                TlsServerCredentials.newBuilder().keyManager(identity.getKeyManagers()).build();
        atc = new FakeAtc(credentials);
    }

    @AfterEach
    void stop() {
        atc.close();
    }

    @Test
    void theServersNameCanBeSaid() {
        assertThat(list("--server-name", SERVICE)).isEmpty();
        assertThat(atc.tokens()).isNotEmpty().containsOnly("Bearer secret");
    }

    @Test
    void anotherNameThanTheCertificatesIsRefusedAndGetsNoToken() {
        assertThat(list()).contains("UNAVAILABLE");
        assertThat(list("--server-name", "mcm-other")).contains("UNAVAILABLE");
        assertThat(atc.tokens()).isEmpty();
    }

    /// @return what was said of a failure; empty when there was none
    private String list(String... connection) {
        StringWriter err = new StringWriter();
        CommandLine line =
                AtctlMain.line(
                        Map.of(
                                "MCM_ATC_ADDRESS",
                                atc.address(),
                                "MCM_ATC_TOKEN",
                                "secret",
                                "MCM_ATC_CA",
                                authority.toString()));
        line.setOut(new PrintWriter(new StringWriter(), true));
        line.setErr(new PrintWriter(err, true));
        String[] words = new String[connection.length + 2];
        System.arraycopy(connection, 0, words, 0, connection.length);
        words[connection.length] = "list";
        words[connection.length + 1] = "deployments";
        int code = line.execute(words);
        assertThat(code == 0).isEqualTo(err.toString().isEmpty());
        return err.toString();
    }

    private KeyStore keys() throws Exception {
        Path store = directory.resolve("keys.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                "own",
                                "-dname",
                                "CN=" + SERVICE,
                                "-ext",
                                "san=dns:" + SERVICE,
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD),
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("keytool.log").toFile())
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }
}
