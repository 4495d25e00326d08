package dev.mcm.shared.config;

import static dev.mcm.shared.config.Constraint.between;

/// Where the operations port (`/livez`, `/readyz`, `/metrics`) listens.
///
/// @param port 0 = a free one
public record HttpConfig(String host, int port) {
    /// Keys `HTTP_*`.
    public static HttpConfig read(ConfigReader in) {
        return new HttpConfig(
                in.string("HTTP_HOST", "Address that /livez, /readyz and /metrics listen on.")
                        .orDefault("0.0.0.0"),
                in.integer("HTTP_PORT", "Port that they listen on; 0 picks a free one.")
                        .must(between(0, 65_535))
                        .orDefault(8080));
    }
}
