package dev.mcm.lsm.adapter.kube;

import dev.mcm.lsm.loop.PlaneHealth;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/// Asks the plane's API for one node: an answer means that it can be reached, accepts the
/// credentials and reads its store.
public final class ApiProbe {
    private static final ListOptions ONE = new ListOptionsBuilder().withLimit(1L).build();

    private final KubernetesClient client;
    private final PlaneHealth health;

    public ApiProbe(KubernetesClient client, PlaneHealth health) {
        this.client = client;
        this.health = health;
    }

    /// @throws io.fabric8.kubernetes.client.KubernetesClientException when it does not answer
    public void tick() {
        client.nodes().list(ONE);
        health.answered();
    }
}
