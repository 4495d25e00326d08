package dev.mcm.atc;

import static dev.mcm.shared.config.Constraint.between;

import dev.mcm.shared.config.ConfigReader;
import dev.mcm.shared.config.GrpcServerConfig;
import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.config.PostgresConfig;
import java.nio.file.Path;
import java.time.Duration;

/// Configuration of ATC, from `MCM_ATC_*`.
///
/// @param observed database `mcm_observed`, for explanations
/// @param tokens who may call: a line per caller
/// @param credentials directory of the planes' kubeconfigs
/// @param queueTimeout how long a gateway lets a request wait for a free replica
/// @param startPatience how long trouble of a start may last before it counts as a failure
public record AtcConfig(
        GrpcServerConfig grpc,
        PostgresConfig postgres,
        PostgresConfig observed,
        KafkaConfig kafka,
        Path tokens,
        Path credentials,
        Duration probeInterval,
        Duration probeTimeout,
        Duration resyncInterval,
        Duration leaseTtl,
        Duration queueTimeout,
        Duration startPatience) {
    static AtcConfig read(ConfigReader in) {
        return new AtcConfig(
                GrpcServerConfig.read(in),
                PostgresConfig.read(in),
                PostgresConfig.read(in, "OBSERVED_POSTGRES", "mcm_observed"),
                KafkaConfig.read(in),
                in.path("TOKENS_FILE", "Callers: a line `token role organization|* [name]` each.")
                        .required(Path.of("/etc/mcm/tokens")),
                in.path("CREDENTIALS_DIR", "Directory of the planes' kubeconfigs.")
                        .required(Path.of("/etc/mcm/planes")),
                seconds(in, "PROBE_INTERVAL", "How often each plane's API is probed.", 2),
                seconds(
                        in,
                        "PROBE_TIMEOUT",
                        "How long a plane's API may take to answer a probe.",
                        2),
                seconds(
                        in,
                        "RESYNC_INTERVAL",
                        "How often each plane is compared with the database as a whole.",
                        60),
                seconds(in, "LEASE_TTL", "How long the pusher's lease outlives its holder.", 10),
                seconds(
                        in,
                        "QUEUE_TIMEOUT",
                        "How long a gateway lets a request wait for a free replica.",
                        60),
                seconds(
                        in,
                        "START_PATIENCE",
                        "How long an image that cannot be pulled, a crash or a missing GPU model"
                                + " may last before the deployment is DEPLOY_FAILED.",
                        180));
    }

    private static Duration seconds(ConfigReader in, String key, String description, int fallback) {
        return in.duration(key, description)
                .must(between(Duration.ofMillis(100), Duration.ofHours(1)))
                .orDefault(Duration.ofSeconds(fallback));
    }
}
