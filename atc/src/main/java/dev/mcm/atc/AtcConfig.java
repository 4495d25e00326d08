package dev.mcm.atc;

import static dev.mcm.shared.config.Constraint.between;

import dev.mcm.atc.core.plane.RemovalPolicy;
import dev.mcm.shared.config.ConfigReader;
import dev.mcm.shared.config.GrpcServerConfig;
import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.config.LeaseConfig;
import dev.mcm.shared.config.PostgresConfig;
import java.nio.file.Path;
import java.time.Duration;

/// Configuration of ATC, from `MCM_ATC_*`.
///
/// @param observed database `mcm_observed`, for explanations
/// @param tokens who may call: a line per caller
/// @param credentials directory of the planes' kubeconfigs
public record AtcConfig(
        GrpcServerConfig grpc,
        PostgresConfig postgres,
        PostgresConfig observed,
        KafkaConfig kafka,
        LeaseConfig lease,
        Path tokens,
        Path credentials,
        Timing timing,
        RemovalPolicy removals) {
    /// @param probeInterval between probes of a plane's API
    /// @param probeTimeout how long a plane's API may take to answer a probe
    /// @param resyncInterval between comparisons of a whole plane with the database
    /// @param queueTimeout how long a gateway lets a request wait for a free replica
    /// @param startPatience how long trouble of a start may last before it counts as a failure
    record Timing(
            Duration probeInterval,
            Duration probeTimeout,
            Duration resyncInterval,
            Duration queueTimeout,
            Duration startPatience) {}

    static AtcConfig read(ConfigReader in) {
        return new AtcConfig(
                GrpcServerConfig.read(in),
                PostgresConfig.read(in),
                PostgresConfig.read(in, "OBSERVED_POSTGRES", "mcm_observed"),
                KafkaConfig.read(in),
                LeaseConfig.read(in),
                in.path("TOKENS_FILE", "Callers: a line `token role organization|* [name]` each.")
                        .required(Path.of("/etc/mcm/tokens")),
                in.path("CREDENTIALS_DIR", "Directory of the planes' kubeconfigs.")
                        .required(Path.of("/etc/mcm/planes")),
                timing(in),
                new RemovalPolicy(
                        in.integer(
                                        "REMOVAL_SHARE_PERCENT",
                                        "Leftovers on a plane that nobody has asked to go are held"
                                                + " for an operator when they are more than this"
                                                + " share of MCM's objects there, and more than"
                                                + " REMOVAL_OBJECTS; 100 = never.")
                                .must(between(0, 100))
                                .orDefault(RemovalPolicy.DEFAULT.sharePercent()),
                        in.integer(
                                        "REMOVAL_OBJECTS",
                                        "So many leftovers go on a plane of whatever size.")
                                .must(between(0, 1_000_000))
                                .orDefault(RemovalPolicy.DEFAULT.mostObjects())));
    }

    private static Timing timing(ConfigReader in) {
        return new Timing(
                in.duration("PROBE_INTERVAL", "How often each plane's API is probed.")
                        .must(between(Duration.ofMillis(100), Duration.ofHours(1)))
                        .orDefault(Duration.ofSeconds(2)),
                in.duration("PROBE_TIMEOUT", "How long a plane's API may take to answer a probe.")
                        .must(between(Duration.ofMillis(100), Duration.ofHours(1)))
                        .orDefault(Duration.ofSeconds(2)),
                in.duration(
                                "RESYNC_INTERVAL",
                                "How often each plane is compared with the database as a whole.")
                        .must(between(Duration.ofMillis(100), Duration.ofHours(1)))
                        .orDefault(Duration.ofMinutes(1)),
                in.duration(
                                "QUEUE_TIMEOUT",
                                "How long a gateway lets a request wait for a free replica.")
                        .must(between(Duration.ofMillis(100), Duration.ofHours(1)))
                        .orDefault(Duration.ofMinutes(1)),
                in.duration(
                                "START_PATIENCE",
                                "How long an image that cannot be pulled, a crash or a missing GPU"
                                        + " model may last before the deployment is DEPLOY_FAILED.")
                        .must(between(Duration.ofMillis(100), Duration.ofHours(1)))
                        .orDefault(Duration.ofMinutes(3)));
    }
}
