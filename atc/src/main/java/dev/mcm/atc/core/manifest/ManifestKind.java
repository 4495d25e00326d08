package dev.mcm.atc.core.manifest;

/// Kinds of object that ATC applies.
public enum ManifestKind {
    NAMESPACE("", "v1", "Namespace", "namespaces"),
    DEPLOYMENT("apps", "v1", "Deployment", "deployments"),
    SERVICE("", "v1", "Service", "services"),
    HTTP_ROUTE("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes"),
    CONFIG_MAP("", "v1", "ConfigMap", "configmaps");

    private final String group;
    private final String version;
    private final String kind;
    private final String plural;

    ManifestKind(String group, String version, String kind, String plural) {
        this.group = group;
        this.version = version;
        this.kind = kind;
        this.plural = plural;
    }

    /// API group; empty for the core group.
    public String group() {
        return group;
    }

    public String version() {
        return version;
    }

    public String kind() {
        return kind;
    }

    public String plural() {
        return plural;
    }

    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }
}
