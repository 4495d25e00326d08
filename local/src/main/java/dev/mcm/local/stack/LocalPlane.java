package dev.mcm.local.stack;

import dev.mcm.testkit.kafka.EmbeddedKafkaBroker;
import dev.mcm.testkit.plane.SimulatedPlane;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;

/// A simulated plane of the stack with the ways that lead to it.
public final class LocalPlane {
    private final PlaneSpec spec;
    private final SimulatedPlane plane;
    private final EmbeddedKafkaBroker kafka;

    LocalPlane(PlaneSpec spec, SimulatedPlane plane, EmbeddedKafkaBroker kafka) {
        this.spec = spec;
        this.plane = plane;
        this.kafka = kafka;
    }

    public String id() {
        return spec.id();
    }

    public PlaneSpec spec() {
        return spec;
    }

    public URI gateway() {
        return URI.create(plane.gatewayUrl());
    }

    public SimulatedPlane simulation() {
        return plane;
    }

    /// A client of the plane's Kubernetes API; the caller closes it.
    public KubernetesClient client() {
        return new KubernetesClientBuilder()
                .withConfig(
                        new ConfigBuilder()
                                .withMasterUrl(plane.apiUrl())
                                .withOauthToken(plane.token())
                                .withRequestRetryBackoffLimit(2)
                                .build())
                .build();
    }

    /// The plane's API does not answer and its LSM does not reach Kafka; what runs there runs on.
    public void cutOff() {
        plane.faults().apiDown(true);
        kafka.cut(id());
    }

    /// Ends what [#cutOff] began.
    public void heal() {
        kafka.heal(id());
        plane.faults().apiDown(false);
    }
}
