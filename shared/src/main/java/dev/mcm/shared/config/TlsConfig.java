package dev.mcm.shared.config;

import java.nio.file.Path;
import java.util.Optional;

/// Files, PEM, that secure a connection. On a server `trusted` asks clients for a certificate,
/// which they may leave out; on a client it replaces the system's authorities.
///
/// @param certificate own certificate chain
/// @param key its private key, PKCS#8
/// @param trusted certificate authorities to trust
public record TlsConfig(Optional<Path> certificate, Optional<Path> key, Optional<Path> trusted) {
    public static final TlsConfig NONE =
            new TlsConfig(Optional.empty(), Optional.empty(), Optional.empty());

    public TlsConfig {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException(
                    "TLS certificate: "
                            + certificate
                            + ", key: "
                            + key
                            + " (expected: both or neither)");
        }
    }

    /// Keys `<group>_CERT`, `<group>_KEY` and `<trustedKey>`.
    static TlsConfig read(ConfigReader in, String group, String trustedKey, String trustedMeaning) {
        Optional<Path> certificate =
                in.path(group + "_CERT", "Certificate chain (PEM); without it there is none.")
                        .optional();
        Optional<Path> key =
                in.path(group + "_KEY", "Private key of that certificate (PEM, PKCS#8).")
                        .optional();
        Optional<Path> trusted = in.path(trustedKey, trustedMeaning).optional();
        if (certificate.isPresent() != key.isPresent()) {
            in.problem(
                    group + "_KEY",
                    "certificate and key are not both set (expected: both or neither)");
            return NONE;
        }
        return new TlsConfig(certificate, key, trusted);
    }

    public boolean hasIdentity() {
        return certificate.isPresent();
    }
}
