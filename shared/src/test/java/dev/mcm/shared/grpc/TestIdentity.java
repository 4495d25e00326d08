package dev.mcm.shared.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// A self-signed certificate for 127.0.0.1 and its key, as PEM files; made with the JDK's keytool,
/// once per name and JVM.
record TestIdentity(Path certificate, Path key, Instant expires) {
    static final String PASSWORD = "changeit";

    private static final Map<String, byte[]> STORES = new HashMap<>();

    static TestIdentity create(Path directory, String commonName)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve(commonName + ".p12");
        Files.write(store, store(store, commonName));
        KeyStore keys = load(store);
        Key key = keys.getKey("own", PASSWORD.toCharArray());
        X509Certificate own = (X509Certificate) keys.getCertificate("own");
        return new TestIdentity(
                pem(directory.resolve(commonName + ".crt"), "CERTIFICATE", own.getEncoded()),
                pem(directory.resolve(commonName + ".key"), "PRIVATE KEY", key.getEncoded()),
                own.getNotAfter().toInstant());
    }

    private static synchronized byte[] store(Path scratch, String commonName)
            throws IOException, InterruptedException {
        byte[] known = STORES.get(commonName);
        if (known == null) {
            generate(scratch, commonName);
            known = Files.readAllBytes(scratch);
            STORES.put(commonName, known);
        }
        return known;
    }

    private static void generate(Path store, String commonName)
            throws IOException, InterruptedException {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-J-XX:TieredStopAtLevel=1",
                                "-J-XX:+UseSerialGC",
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                "own",
                                "-validity",
                                "2",
                                "-dname",
                                "CN=" + commonName,
                                "-ext",
                                "san=ip:127.0.0.1,dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                store.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool ended with " + keytool.exitValue());
        }
    }

    /// Certificate and key, alias `own`.
    KeyStore keys() throws IOException, GeneralSecurityException {
        return load(Path.of(key.toString().replaceFirst("key$", "p12")));
    }

    private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static Path pem(Path file, String type, byte[] content) throws IOException {
        String body =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
    }
}
