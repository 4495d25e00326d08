package dev.mcm.it.charts;

import java.util.Set;

/// Settings that the charts make from values of their own, so that nobody sets them twice.
final class ChartKeys {
    private static final Set<String> BY_CHART =
            Set.of(
                    "HTTP_HOST",
                    "HTTP_PORT",
                    "POSTGRES_URL",
                    "POSTGRES_USER",
                    "POSTGRES_PASSWORD",
                    "OBSERVED_POSTGRES_URL",
                    "OBSERVED_POSTGRES_USER",
                    "OBSERVED_POSTGRES_PASSWORD",
                    "KAFKA_BOOTSTRAP_SERVERS",
                    "KAFKA_CLIENT_PROPERTIES",
                    "GRPC_HOST",
                    "GRPC_PORT",
                    "GRPC_TLS_CERT",
                    "GRPC_TLS_KEY",
                    "GRPC_TLS_CLIENT_CA",
                    "TOKENS_FILE",
                    "CREDENTIALS_DIR",
                    "PLANE_ID",
                    "KUBECONFIG",
                    "METRICS_URL");

    private ChartKeys() {}

    static boolean isSetByChart(String component, String key) {
        return BY_CHART.contains(key.substring(("MCM_" + component + "_").length()));
    }
}
