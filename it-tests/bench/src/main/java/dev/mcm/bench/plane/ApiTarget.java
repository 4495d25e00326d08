package dev.mcm.bench.plane;

import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/// An API server to measure.
///
/// @param token bearer token; empty to send none
/// @param tls how to connect to an https server
record ApiTarget(String name, URI url, String token, Optional<SSLSocketFactory> tls) {

    static ApiTarget plain(String name, URI url) {
        return new ApiTarget(name, url, "", Optional.empty());
    }
}
