package dev.mcm.testkit.kube;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/// What a cluster's users prove themselves with: made once for a directory.
final class Credentials {
    private static final int KEY_BITS = 2048;

    /// What the cluster's own parts ask of each other is left out.
    private static final String AUDIT_POLICY =
            """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules:
            - level: None
              users: ["system:apiserver", "system:kube-controller-manager", "system:kube-scheduler", kwok-controller]
            - level: Metadata
            """;

    private Credentials() {}

    /// Writes the files that the API server reads and returns the part of the fixed tokens that
    /// nobody can guess.
    static String write(KubeDirectory directory) {
        Path secretFile = directory.root().resolve("secret");
        if (!Files.exists(secretFile)) {
            KubeDirectory.writeSecret(directory.accountKey(), privateKeyPem());
            KubeDirectory.writeSecret(directory.auditPolicy(), AUDIT_POLICY);
            KubeDirectory.writeSecret(secretFile, UUID.randomUUID().toString());
        }
        String secret = KubeDirectory.read(secretFile);
        KubeDirectory.writeSecret(directory.tokens(), ControlUser.file(secret));
        return secret;
    }

    private static String privateKeyPem() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            Base64.Encoder lines =
                    Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
            return "-----BEGIN PRIVATE KEY-----\n"
                    + lines.encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no RSA", e);
        }
    }
}
