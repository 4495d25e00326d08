package dev.mcm.shared.grpc;

import dev.mcm.shared.config.TlsConfig;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// A server's certificate, key and client authorities, as their files say it.
///
/// [#reload] takes over what has changed: certificate and key together, the authorities by
/// themselves. Files that cannot be used leave in force what was read before. Handshakes that begin
/// later see what is new; open connections go on. One thread reloads, any may read.
final class TlsFiles {
    private final AdvancedTlsX509KeyManager identity = new AdvancedTlsX509KeyManager();
    private final @Nullable AdvancedTlsX509TrustManager authorities;
    private final List<WatchedFiles> watched;
    private volatile Instant expiry = Instant.MAX;
    private int authorityChanges;

    private TlsFiles(TlsConfig tls) throws GeneralSecurityException {
        TlsConfig.Identity own =
                Objects.requireNonNull(tls.identity(), "certificate: none (expected: one)");
        WatchedFiles pair =
                new WatchedFiles(
                        List.of(own.certificate(), own.key()),
                        contents -> useIdentity(contents.getFirst(), contents.getLast()));
        if (tls.trusted() == null) {
            authorities = null;
            watched = List.of(pair);
        } else {
            AdvancedTlsX509TrustManager manager =
                    AdvancedTlsX509TrustManager.newBuilder()
                            .setVerification(Verification.CERTIFICATE_ONLY_VERIFICATION)
                            .build();
            authorities = manager;
            watched =
                    List.of(
                            pair,
                            new WatchedFiles(
                                    List.of(tls.trusted()),
                                    contents -> useAuthorities(manager, contents.getFirst())));
        }
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
        return Optional.ofNullable(authorities).map(UnnamedAuthorities::new);
    }

    /// When the first certificate of the chain that is served expires.
    Instant expiry() {
        return expiry;
    }

    /// How often other authorities were taken over; asked by the thread that reloads.
    int authorityChanges() {
        return authorityChanges;
    }

    private void useAuthorities(AdvancedTlsX509TrustManager manager, byte[] certificates)
            throws IOException, GeneralSecurityException {
        manager.updateTrustCredentials(array(ServerIdentity.certificates(certificates)));
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
