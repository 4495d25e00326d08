package dev.mcm.local.stack;

import dev.mcm.shared.config.DurationText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// The environment of every service of a local stack: how each is told where the others are.
///
/// @param postgresUrl JDBC URL of the control database
/// @param observedUrl JDBC URL of the observed database
/// @param kafka bootstrap address inside the control plane
record ServiceEnvironments(
        StackDirectory directory,
        StackTiming timing,
        String postgresUrl,
        String observedUrl,
        String kafka) {
    private static final String LOOPBACK = "127.0.0.1";

    Map<String, String> atc(int grpcPort, int httpPort, Path tokens) {
        Service env =
                new Service("ATC", httpPort)
                        .postgres("POSTGRES", postgresUrl, "mcm_atc")
                        .kafka(kafka);
        env.postgres("OBSERVED_POSTGRES", observedUrl, "mcm_atc");
        env.put("GRPC_HOST", LOOPBACK).put("GRPC_PORT", Integer.toString(grpcPort));
        env.put("TOKENS_FILE", tokens.toString());
        env.put("CREDENTIALS_DIR", directory.planes().toString());
        env.put("PROBE_INTERVAL", DurationText.format(timing.probe()));
        env.put("RESYNC_INTERVAL", DurationText.format(timing.resync()));
        env.put("START_PATIENCE", DurationText.format(timing.startPatience()));
        env.put("LEASE_TTL", DurationText.format(timing.leaseTtl()));
        return env.variables();
    }

    Map<String, String> autoscaler(int httpPort) {
        return new Service("AUTOSCALER", httpPort)
                .postgres("POSTGRES", postgresUrl, "mcm_autoscaler")
                .kafka(kafka)
                .put("LEASE_TTL", DurationText.format(timing.leaseTtl()))
                .variables();
    }

    Map<String, String> scheduler(int httpPort) {
        return new Service("SCHEDULER", httpPort)
                .postgres("POSTGRES", postgresUrl, "mcm_scheduler")
                .kafka(kafka)
                .put("LOST_AFTER", DurationText.format(timing.lostAfter()))
                .put("WITNESS_PATIENCE", DurationText.format(timing.witnessPatience()))
                .put("LEASE_TTL", DurationText.format(timing.leaseTtl()))
                .variables();
    }

    Map<String, String> gns(int httpPort) {
        return new Service("GNS", httpPort)
                .postgres("POSTGRES", postgresUrl, "mcm_gns")
                .kafka(kafka)
                .put("LEASE_TTL", DurationText.format(timing.leaseTtl()))
                .variables();
    }

    Map<String, String> gsm(int httpPort) {
        return new Service("GSM", httpPort)
                .postgres("POSTGRES", postgresUrl, "mcm_gsm")
                .postgres("OBSERVED_POSTGRES", observedUrl, "mcm_gsm")
                .kafka(kafka)
                .put("SILENT_AFTER", DurationText.format(timing.silentAfter()))
                .put("ROLLUP_INTERVAL", DurationText.format(timing.rollup()))
                .put("LEASE_TTL", DurationText.format(timing.leaseTtl()))
                .variables();
    }

    /// @param planeKafka bootstrap address as the plane reaches it
    /// @param metricsUrl the plane's gateway metrics
    Map<String, String> lsm(String plane, int httpPort, String planeKafka, String metricsUrl) {
        return new Service("LSM", httpPort)
                .kafka(planeKafka)
                .put("PLANE_ID", plane)
                .put("KUBECONFIG", directory.lsmKubeconfig(plane).toString())
                .put("METRICS_URL", metricsUrl)
                .put("HEARTBEAT_INTERVAL", DurationText.format(timing.heartbeat()))
                .put("METRICS_INTERVAL", DurationText.format(timing.metrics()))
                .variables();
    }

    /// Collects the variables of one service under its prefix.
    private final class Service {
        private final String prefix;
        private final Map<String, String> variables = new LinkedHashMap<>();

        Service(String name, int httpPort) {
            this.prefix = "MCM_" + name + "_";
            put("HTTP_HOST", LOOPBACK);
            put("HTTP_PORT", Integer.toString(httpPort));
            put("SHUTDOWN_QUIET_PERIOD", "0s");
        }

        Service put(String key, String value) {
            variables.put(prefix + key, value);
            return this;
        }

        Service postgres(String group, String url, String role) {
            put(group + "_URL", url);
            put(group + "_USER", role);
            return put(group + "_PASSWORD_FILE", directory.secrets().resolve(role).toString());
        }

        Service kafka(String bootstrap) {
            return put("KAFKA_BOOTSTRAP_SERVERS", bootstrap);
        }

        Map<String, String> variables() {
            return new TreeMap<>(variables);
        }
    }
}
