package dev.mcm.lsm.adapter.kube;

import dev.mcm.event.v1.ObjectKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Arrays;
import java.util.List;

/// What LSM lists and watches at the plane's API. Workloads are of two sorts there and of one kind
/// in LSM's records.
enum Watched {
    NODES(ObjectKind.OBJECT_KIND_NODE, Node.class),
    DEPLOYMENTS(ObjectKind.OBJECT_KIND_DEPLOYMENT, Deployment.class),
    REPLICA_SETS(ObjectKind.OBJECT_KIND_DEPLOYMENT, ReplicaSet.class),
    PODS(ObjectKind.OBJECT_KIND_POD, Pod.class),
    QUOTAS(ObjectKind.OBJECT_KIND_RESOURCEQUOTA, ResourceQuota.class);

    private final ObjectKind kind;
    private final String plural;

    Watched(ObjectKind kind, Class<? extends HasMetadata> type) {
        this.kind = kind;
        plural = HasMetadata.getPlural(type);
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
