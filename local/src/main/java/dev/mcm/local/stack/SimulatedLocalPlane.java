package dev.mcm.local.stack;

import dev.mcm.testkit.kafka.EmbeddedKafkaBroker;
import dev.mcm.testkit.plane.PlaneOptions;
import dev.mcm.testkit.plane.SimulatedPlane;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;

/// A simulated plane; its API is down for everybody while it is cut off.
public final class SimulatedLocalPlane implements LocalPlane {
    private final PlaneSpec spec;
    private final SimulatedPlane plane;
    private final EmbeddedKafkaBroker kafka;

    private SimulatedLocalPlane(PlaneSpec spec, SimulatedPlane plane, EmbeddedKafkaBroker kafka) {
        this.spec = spec;
        this.plane = plane;
        this.kafka = kafka;
    }

    static LocalPlane start(PlaneSpec spec, StackDirectory directory, EmbeddedKafkaBroker kafka) {
        SimulatedPlane plane =
                SimulatedPlane.start(
                        PlaneOptions.of(spec.id())
                                .withNodes(spec.nodes())
                                .withClusterId(directory.clusterId(spec.id())));
        plane.writeKubeconfig(directory.kubeconfig(spec.id()));
        plane.writeKubeconfig(directory.lsmKubeconfig(spec.id()));
        return new SimulatedLocalPlane(spec, plane, kafka);
    }

    @Override
    public PlaneSpec spec() {
        return spec;
    }

    /// The plane itself, to break it or to look into it.
    public SimulatedPlane simulation() {
        return plane;
    }

    @Override
    public String apiUrl() {
        return plane.apiUrl();
    }

    @Override
    public URI gateway() {
        return URI.create(plane.gatewayUrl());
    }

    @Override
    public String metricsUrl() {
        return plane.metricsUrl();
    }

    @Override
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

    @Override
    public void cutOff() {
        plane.faults().apiDown(true);
        kafka.cut(id());
    }

    @Override
    public void heal() {
        kafka.heal(id());
        plane.faults().apiDown(false);
    }

    @Override
    public void close() {
        plane.close();
    }
}
