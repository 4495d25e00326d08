package dev.mcm.bench.plane;

import java.net.URI;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// An API server to measure.
///
/// @param token bearer token; empty to send none
/// @param tls how to connect to an https server; null for an http one
record ApiTarget(String name, URI url, String token, @Nullable SSLSocketFactory tls) {

    static ApiTarget plain(String name, URI url) {
        return new ApiTarget(name, url, "", null);
    }
}
