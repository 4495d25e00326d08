package dev.mcm.lsm.adapter.kube;

import dev.mcm.shared.plane.PlaneNames;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;

/// Which cluster LSM observes: the uid of its namespace `kube-system`. Thread-safe.
public final class ClusterReader {
    private static final int FORBIDDEN = 403;

    private final KubernetesClient client;
    private volatile @Nullable String known;

    public ClusterReader(KubernetesClient client) {
        this.client = client;
    }

    /// As last read. Empty = LSM's rights do not let it be read.
    ///
    /// @throws IllegalStateException when it was never read
    public String id() {
        @Nullable String last = known;
        if (last == null) {
            throw new IllegalStateException("the plane's API has not answered yet");
        }
        return last;
    }

    /// Reads it anew: a kubeconfig's address may lead to another cluster by now.
    ///
    /// @throws KubernetesClientException when the plane's API does not answer
    public void refresh() {
        known = read();
    }

    private String read() {
        try {
            @Nullable Namespace namespace =
                    client.namespaces().withName(PlaneNames.CLUSTER_NAMESPACE).get();
            return namespace == null ? "" : namespace.getMetadata().getUid();
        } catch (KubernetesClientException e) {
            if (e.getCode() == FORBIDDEN) {
                return "";
            }
            throw e;
        }
    }
}
