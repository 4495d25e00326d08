package dev.mcm.lsm;

import static dev.mcm.shared.config.Constraint.between;

import dev.mcm.shared.config.ConfigReader;
import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.id.PlaneId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Configuration of LSM.
///
/// @param kubeconfig null = LSM runs in a pod of the plane
record LsmConfig(
        PlaneId planeId,
        @Nullable Path kubeconfig,
        KafkaConfig kafka,
        URI metricsUrl,
        Duration heartbeatInterval,
        Duration metricsInterval) {
    static LsmConfig read(ConfigReader in) {
        return new LsmConfig(
                new PlaneId(
                        in.string("PLANE_ID", "Id under which the plane is registered.")
                                .required("aws-1")),
                in.path(
                                "KUBECONFIG",
                                "Kubeconfig of the plane; not set when LSM runs in a pod of the"
                                        + " plane.")
                        .optional()
                        .orElse(null),
                KafkaConfig.read(in),
                in.uri("METRICS_URL", "Metrics page of the plane's gateway.")
                        .required(URI.create("http://mcm-gateway.mcm-system:9090/metrics")),
                in.duration(
                                "HEARTBEAT_INTERVAL",
                                "Time between heartbeats; GSM's SILENT_AFTER must be three times"
                                        + " that or more.")
                        .must(between(Duration.ofMillis(500), Duration.ofMinutes(1)))
                        .orDefault(Duration.ofSeconds(5)),
                in.duration("METRICS_INTERVAL", "Time between readings of the gateway's metrics.")
                        .must(between(Duration.ofMillis(100), Duration.ofMinutes(1)))
                        .orDefault(Duration.ofSeconds(1)));
    }
}
