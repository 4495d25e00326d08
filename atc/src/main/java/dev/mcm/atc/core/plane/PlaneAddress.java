package dev.mcm.atc.core.plane;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a plane's API listens, as far as it decides who gets to see the plane's token.
///
/// @param scheme `http` or `https`
/// @param host in lower case, an IPv6 address in brackets
/// @param port the scheme's own where the URL names none
public record PlaneAddress(String scheme, String host, int port) {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

    /// Empty for what is not an http or https URL with a host.
    public static Optional<PlaneAddress> of(String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
                return Optional.empty();
            }
            int usual = scheme.equals("https") ? 443 : 80;
            return Optional.of(
                    new PlaneAddress(
                            scheme,
                            uri.getHost().toLowerCase(Locale.ROOT),
                            uri.getPort() < 0 ? usual : uri.getPort()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// Whether nobody on the way can read a token sent there: https, or this machine itself.
    public boolean isPrivate() {
        return scheme.equals("https") || LOOPBACK.matcher(host).matches();
    }

    /// Why a plane's token must not go to an address; empty = it may.
    ///
    /// @param apiUrl the address in the plane's row
    /// @param server the address in the plane's kubeconfig
    public static Optional<String> refusal(String apiUrl, String server) {
        Optional<PlaneAddress> wanted = of(apiUrl);
        if (wanted.isEmpty() || !wanted.get().isPrivate()) {
            return Optional.of(
                    "address " + apiUrl + " (expected: https, or http on a loopback address)");
        }
        return wanted.equals(of(server))
                ? Optional.empty()
                : Optional.of(
                        "address "
                                + apiUrl
                                + " is not where its credentials lead (expected: "
                                + server
                                + ", the server that the kubeconfig names; a plane that moves gets"
                                + " its kubeconfig first)");
    }
}
