package dev.mcm.testkit.plane.differential;

/// The kinds that sequences touch: those of MCM's components, their tests and kubectl.
enum Kind {
    CONFIG_MAP("v1", "ConfigMap", "configmaps", true, false, false),
    DEPLOYMENT("apps/v1", "Deployment", "deployments", true, true, true),
    REPLICA_SET("apps/v1", "ReplicaSet", "replicasets", true, true, true),
    SERVICE("v1", "Service", "services", true, true, false),
    POD("v1", "Pod", "pods", true, true, false),
    LEASE("coordination.k8s.io/v1", "Lease", "leases", true, false, false),
    EVENT("v1", "Event", "events", true, false, false),
    HTTP_ROUTE("gateway.networking.k8s.io/v1", "HTTPRoute", "httproutes", true, true, false),
    NAMESPACE("v1", "Namespace", "namespaces", false, true, false),
    NODE("v1", "Node", "nodes", false, true, false);

    private final String apiVersion;
    private final String objectKind;
    private final String plural;
    private final boolean namespaced;
    private final boolean status;
    private final boolean scale;

    Kind(
            String apiVersion,
            String objectKind,
            String plural,
            boolean namespaced,
            boolean status,
            boolean scale) {
        this.apiVersion = apiVersion;
        this.objectKind = objectKind;
        this.plural = plural;
        this.namespaced = namespaced;
        this.status = status;
        this.scale = scale;
    }

    String apiVersion() {
        return apiVersion;
    }

    String objectKind() {
        return objectKind;
    }

    boolean namespaced() {
        return namespaced;
    }

    boolean hasStatus() {
        return status;
    }

    boolean hasScale() {
        return scale;
    }

    /// The path of the collection, in one namespace or (when `namespace` is empty) over all.
    String collection(String namespace) {
        String root = apiVersion.contains("/") ? "/apis/" : "/api/";
        String inside = namespace.isEmpty() ? "" : "/namespaces/" + namespace;
        return root + apiVersion + inside + "/" + plural;
    }
}
