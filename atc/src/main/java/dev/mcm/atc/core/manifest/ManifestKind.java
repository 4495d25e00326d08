package dev.mcm.atc.core.manifest;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.state.placement.WorkloadKind;

/// Kinds of object that ATC applies.
public enum ManifestKind {
    NAMESPACE("", "v1", "Namespace", "namespaces"),
    DEPLOYMENT("apps", "v1", "Deployment", "deployments"),
    REPLICA_SET("apps", "v1", "ReplicaSet", "replicasets"),
    SERVICE("", "v1", "Service", "services"),
    HTTP_ROUTE("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes"),
    POD_DISRUPTION_BUDGET("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets"),
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

    static ManifestKind of(WorkloadKind workload) {
        return switch (workload) {
            case DEPLOYMENT -> DEPLOYMENT;
            case REPLICA_SET -> REPLICA_SET;
        };
    }

    /// Whether such an object runs replicas.
    public boolean isWorkload() {
        return this == DEPLOYMENT || this == REPLICA_SET;
    }

    /// Selects MCM's own among the objects with its label; empty = all are. The ReplicaSets that
    /// Kubernetes makes of a Deployment carry the labels of that, and no revision.
    public String ownLabel() {
        return this == REPLICA_SET ? PlaneNames.LABEL_REVISION : "";
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
