package dev.mcm.shared.config;

import static dev.mcm.shared.config.Constraint.between;

import java.time.Duration;
import java.util.Optional;

/// How to call a gRPC server.
///
/// @param target `host:port` or a gRPC name such as `dns:///mcm-atc:9090`
/// @param secure whether to use TLS
/// @param token bearer token sent with every call
/// @param defaultDeadline of unary calls that set none
public record GrpcClientConfig(
        String target,
        boolean secure,
        TlsConfig tls,
        Optional<Secret> token,
        Duration defaultDeadline) {
    /// Keys `<group>_*`.
    public static GrpcClientConfig read(ConfigReader in, String group) {
        return new GrpcClientConfig(
                in.string(group + "_TARGET", "Server to call, host:port.")
                        .required("localhost:9090"),
                in.bool(group + "_TLS", "Whether to use TLS.").orDefault(false),
                TlsConfig.read(
                        in,
                        group + "_TLS",
                        group + "_TLS_CA",
                        "Authorities (PEM) trusted instead of the system's."),
                in.secret(group + "_TOKEN", "Bearer token sent with every call.").optional(),
                in.duration(group + "_DEADLINE", "Deadline of unary calls.")
                        .must(between(Duration.ofMillis(100), Duration.ofMinutes(10)))
                        .orDefault(Duration.ofSeconds(10)));
    }

    /// Plain text with a 10 s deadline.
    public static GrpcClientConfig plain(String target, Optional<Secret> token) {
        return new GrpcClientConfig(target, false, TlsConfig.NONE, token, Duration.ofSeconds(10));
    }
}
