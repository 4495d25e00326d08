package dev.mcm.shared.grpc;

import io.grpc.util.CertificateUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// A certificate chain, the server's own first, and the private key that belongs to it.
record ServerIdentity(List<X509Certificate> chain, PrivateKey key) {
    private static final byte[] PROOF = "mcm".getBytes(StandardCharsets.US_ASCII);

    /// @param certificate PEM
    /// @param key PEM, PKCS#8
    /// @throws GeneralSecurityException also when the key is that of another certificate
    static ServerIdentity parse(byte[] certificate, byte[] key)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = certificates(certificate);
        PrivateKey read = CertificateUtils.getPrivateKey(new ByteArrayInputStream(key));
        if (!belong(chain.getFirst().getPublicKey(), read)) {
            throw new InvalidKeyException(
                    "the private key is not that of certificate '"
                            + chain.getFirst().getSubjectX500Principal()
                            + "' (expected: a pair)");
        }
        return new ServerIdentity(chain, read);
    }

    /// @param pem one certificate or more
    /// @throws CertificateException also when there is none
    static List<X509Certificate> certificates(byte[] pem) throws CertificateException {
        List<X509Certificate> read =
                List.of(CertificateUtils.getX509Certificates(new ByteArrayInputStream(pem)));
        if (read.isEmpty()) {
            throw new CertificateException("no certificate (expected: PEM)");
        }
        return read;
    }

    /// When the first of the chain expires.
    Instant expiry() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static boolean belong(PublicKey certified, PrivateKey key)
            throws GeneralSecurityException {
        if (!certified.getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(PROOF);
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(certified);
        verifier.update(PROOF);
        return verifier.verify(signer.sign());
    }
}
