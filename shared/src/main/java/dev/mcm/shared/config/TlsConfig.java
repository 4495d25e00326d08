package dev.mcm.shared.config;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Files, PEM, that secure a connection. On a server `trusted` asks clients for a certificate,
/// which they may leave out; on a client it replaces the system's authorities.
///
/// @param identity what it shows of itself; null = nothing
/// @param trusted certificate authorities to trust; null = none are named
public record TlsConfig(@Nullable Identity identity, @Nullable Path trusted) {
    public static final TlsConfig NONE = new TlsConfig(null, null);

    /// By what the other side knows this one.
    ///
    /// @param certificate own certificate chain
    /// @param key its private key, PKCS#8
    public record Identity(Path certificate, Path key) {}

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
        Identity identity =
                certificate
                        .flatMap(file -> key.map(secret -> new Identity(file, secret)))
                        .orElse(null);
        return new TlsConfig(identity, trusted.orElse(null));
    }

    public boolean hasIdentity() {
        return identity != null;
    }
}
