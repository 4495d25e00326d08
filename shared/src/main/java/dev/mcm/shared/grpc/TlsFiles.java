package dev.mcm.shared.grpc;

import dev.mcm.shared.config.TlsConfig;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// A server's certificate, key and client authorities, as their files say it.
///
/// [#reload] takes over what has changed: certificate and key together, the authorities by
/// themselves. Files that cannot be used leave in force what was read before. Handshakes that begin
/// later see what is new; open connections go on. One thread reloads, any may read.
final class TlsFiles {
    private final AdvancedTlsX509KeyManager identity = new AdvancedTlsX509KeyManager();
    private final Optional<AdvancedTlsX509TrustManager> authorities;
    private final List<WatchedFiles> watched;
    private volatile Instant expiry = Instant.MAX;
    private int authorityChanges;

    private TlsFiles(TlsConfig tls) throws GeneralSecurityException {
        authorities =
                tls.trusted().isPresent()
                        ? Optional.of(
                                AdvancedTlsX509TrustManager.newBuilder()
                                        .setVerification(Verification.CERTIFICATE_ONLY_VERIFICATION)
                                        .build())
                        : Optional.empty();
        WatchedFiles pair =
                new WatchedFiles(
                        List.of(tls.certificate().orElseThrow(), tls.key().orElseThrow()),
                        contents -> useIdentity(contents.getFirst(), contents.getLast()));
        watched =
                Stream.concat(Stream.of(pair), tls.trusted().map(this::authority).stream())
                        .toList();
    }

    /// Reads them for the first time.
    ///
    /// @throws IOException naming the files, when they cannot be used
    static TlsFiles read(TlsConfig tls) throws IOException {
        try {
            TlsFiles files = new TlsFiles(tls);
            files.reload();
            return files;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS files cannot be used: " + tls, e);
        }
    }

    /// Reads what has changed.
    ///
    /// @throws IOException naming the files that cannot be used; the others have been taken over
    void reload() throws IOException {
        IOException failed = null;
        for (WatchedFiles files : watched) {
            try {
                files.refresh();
            } catch (IOException e) {
                if (failed == null) {
                    failed = e;
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    X509ExtendedKeyManager identity() {
        return identity;
    }

    /// Empty = clients are not asked for certificates.
    Optional<X509ExtendedTrustManager> authorities() {
        return authorities.map(UnnamedAuthorities::new);
    }

    /// When the first certificate of the chain that is served expires.
    Instant expiry() {
        return expiry;
    }

    /// How often other authorities were taken over; asked by the thread that reloads.
    int authorityChanges() {
        return authorityChanges;
    }

    private WatchedFiles authority(Path file) {
        return new WatchedFiles(List.of(file), contents -> useAuthorities(contents.getFirst()));
    }

    private void useAuthorities(byte[] certificates) throws IOException, GeneralSecurityException {
        authorities
                .orElseThrow()
                .updateTrustCredentials(array(ServerIdentity.certificates(certificates)));
        authorityChanges++;
    }

    private static X509Certificate[] array(List<X509Certificate> certificates) {
        return certificates.toArray(X509Certificate[]::new);
    }

    private void useIdentity(byte[] certificate, byte[] key)
            throws IOException, GeneralSecurityException {
        ServerIdentity read = ServerIdentity.parse(certificate, key);
        identity.updateIdentityCredentials(array(read.chain()), read.key());
        expiry = read.expiry();
    }
}
