package dev.mcm.bench.plane;

/// Pods of the shape that MCM makes: its labels, one container with ports, environment and
/// resources.
final class PodBodies {

    private static final String LABELS =
            """
            {"mcm.dev/managed": "true", "mcm.dev/organization": "acme", "mcm.dev/model": "m-7k2m9q4x1z",
             "mcm.dev/deployment": "%1$s", "mcm.dev/deployment-version": "7", "mcm.dev/instance-type": "cpu-small"}\
            """;

    private static final String SPEC =
            """
            {"terminationGracePeriodSeconds": 60,
             "tolerations": [{"key": "mcm.dev/pool", "operator": "Equal", "value": "models", "effect": "NoSchedule"}],
             "containers": [{"name": "model", "image": "registry.example/acme/model@sha256:%1$064x",
               "command": ["serve", "--port", "8080"], "ports": [{"name": "http", "containerPort": 8080}],
               "env": [{"name": "MODEL_ID", "value": "m-7k2m9q4x1z"}, {"name": "DEPLOYMENT", "value": "%2$s"},
                       {"name": "CONCURRENCY", "value": "4"}],
               "readinessProbe": {"httpGet": {"path": "/health", "port": 8080}, "periodSeconds": 5},
               "resources": {"requests": {"cpu": "100m", "memory": "128Mi"}, "limits": {"cpu": "1", "memory": "1Gi"}}}]}\
            """;

    private PodBodies() {}

    static String deployment(String name, int replicas) {
        return """
        {"apiVersion": "apps/v1", "kind": "Deployment",
         "metadata": {"name": "%1$s", "namespace": "%2$s", "labels": %3$s},
         "spec": {"replicas": %4$d, "selector": {"matchLabels": {"mcm.dev/deployment": "%1$s"}},
                  "template": {"metadata": {"labels": %3$s}, "spec": %5$s}}}\
        """
                .formatted(
                        name,
                        Api.NAMESPACE,
                        LABELS.formatted(name),
                        replicas,
                        SPEC.formatted(name.hashCode(), name));
    }

    static String pod(String name) {
        return """
        {"apiVersion": "v1", "kind": "Pod",
         "metadata": {"name": "%s", "namespace": "%s", "labels": %s}, "spec": %s}\
        """
                .formatted(
                        name,
                        Api.NAMESPACE,
                        LABELS.formatted(name),
                        SPEC.formatted(name.hashCode(), name));
    }
}
