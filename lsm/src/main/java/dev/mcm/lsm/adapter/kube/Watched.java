package dev.mcm.lsm.adapter.kube;

import dev.mcm.event.v1.ObjectKind;
import java.util.Arrays;
import java.util.List;

/// What LSM lists and watches at the plane's API. Workloads are of two sorts there and of one kind
/// in LSM's records.
enum Watched {
    NODES(ObjectKind.OBJECT_KIND_NODE, "nodes"),
    DEPLOYMENTS(ObjectKind.OBJECT_KIND_DEPLOYMENT, "deployments"),
    REPLICA_SETS(ObjectKind.OBJECT_KIND_DEPLOYMENT, "replicasets"),
    PODS(ObjectKind.OBJECT_KIND_POD, "pods"),
    QUOTAS(ObjectKind.OBJECT_KIND_RESOURCEQUOTA, "resourcequotas");

    private final ObjectKind kind;
    private final String plural;

    Watched(ObjectKind kind, String plural) {
        this.kind = kind;
        this.plural = plural;
    }

    /// Everything of a kind.
    ///
    /// @throws IllegalArgumentException when LSM does not know the kind
    static List<Watched> of(ObjectKind kind) {
        List<Watched> watched = Arrays.stream(values()).filter(some -> some.kind == kind).toList();
        if (watched.isEmpty()) {
            throw new IllegalArgumentException(
                    "kind: " + kind + " (expected: node, deployment, pod or resourcequota)");
        }
        return watched;
    }

    ObjectKind kind() {
        return kind;
    }

    /// As in the API's paths.
    String plural() {
        return plural;
    }
}
