package dev.mcm.local.stack;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;

/// A plane of the stack with the ways that lead to it.
public sealed interface LocalPlane extends AutoCloseable
        permits SimulatedLocalPlane, KubeLocalPlane {

    PlaneSpec spec();

    default String id() {
        return spec().id();
    }

    /// The plane's Kubernetes API as MCM reaches it.
    String apiUrl();

    URI gateway();

    /// The gateway's metrics.
    String metricsUrl();

    /// A client of the plane's Kubernetes API that may do everything, also while the plane is cut
    /// off where that is possible; the caller closes it.
    KubernetesClient client();

    /// The plane's API does not answer and its LSM does not reach Kafka; what runs there runs on.
    void cutOff();

    /// Ends what [#cutOff] began.
    void heal();

    @Override
    void close();
}
