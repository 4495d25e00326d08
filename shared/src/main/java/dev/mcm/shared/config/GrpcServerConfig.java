package dev.mcm.shared.config;

import static dev.mcm.shared.config.Constraint.between;

import java.time.Duration;

/// Where and how a gRPC server listens.
///
/// @param port 0 = a free one
/// @param tls plain text without a certificate. With `trusted` clients may show a certificate,
///   which must then be valid; they need none when they have a token. The files are read again when
///   they change
/// @param maxMessageBytes larger requests are refused with RESOURCE_EXHAUSTED
/// @param defaultDeadline of unary calls whose client sets none
/// @param stopGrace how long running calls may take after the server has begun to stop
public record GrpcServerConfig(
        String host,
        int port,
        TlsConfig tls,
        int maxMessageBytes,
        Duration defaultDeadline,
        Duration stopGrace) {
    /// Keys `GRPC_*`.
    public static GrpcServerConfig read(ConfigReader in) {
        return new GrpcServerConfig(
                in.string("GRPC_HOST", "Address that gRPC listens on.").orDefault("0.0.0.0"),
                in.integer("GRPC_PORT", "Port that gRPC listens on; 0 picks a free one.")
                        .must(between(0, 65_535))
                        .orDefault(9090),
                TlsConfig.read(
                        in,
                        "GRPC_TLS",
                        "GRPC_TLS_CLIENT_CA",
                        "Authorities (PEM) whose client certificates are asked for and accepted."),
                in.integer("GRPC_MAX_MESSAGE_BYTES", "Largest request accepted.")
                        .must(between(64 * 1024, 64 * 1024 * 1024))
                        .orDefault(4 * 1024 * 1024),
                in.duration(
                                "GRPC_DEFAULT_DEADLINE",
                                "Deadline of unary calls whose client sets none.")
                        .must(between(Duration.ofMillis(100), Duration.ofMinutes(10)))
                        .orDefault(Duration.ofSeconds(30)),
                in.duration(
                                "GRPC_STOP_GRACE",
                                "How long running calls may take once the server stops.")
                        .must(between(Duration.ZERO, Duration.ofMinutes(5)))
                        .orDefault(Duration.ofSeconds(10)));
    }

    /// Plain text on a free port of the loopback address.
    public static GrpcServerConfig local() {
        return new GrpcServerConfig(
                "127.0.0.1",
                0,
                TlsConfig.NONE,
                4 * 1024 * 1024,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5));
    }
}
