package dev.mcm.local.stack;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.testkit.kafka.EmbeddedKafkaBroker;
import dev.mcm.testkit.kube.KubeOptions;
import dev.mcm.testkit.kube.KubePlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A plane on a real Kubernetes of this machine.
public final class KubeLocalPlane implements LocalPlane {
    private final PlaneSpec spec;
    private final KubePlane plane;
    private final EmbeddedKafkaBroker kafka;

    private KubeLocalPlane(PlaneSpec spec, KubePlane plane, EmbeddedKafkaBroker kafka) {
        this.spec = spec;
        this.plane = plane;
        this.kafka = kafka;
    }

    /// @param rights null = MCM may do everything
    static LocalPlane start(
            PlaneSpec spec,
            @Nullable PlaneRights rights,
            StackDirectory directory,
            EmbeddedKafkaBroker kafka) {
        KubePlane plane =
                KubePlane.start(
                        new PlaneId(spec.id()),
                        KubeOptions.withNodes(spec.id(), spec.nodes())
                                .audited()
                                .keptIn(directory.kube(spec.id())),
                        rights == null ? List.of() : rights.objects());
        write(plane, rights == null ? null : rights.atc(), directory.kubeconfig(spec.id()));
        write(plane, rights == null ? null : rights.lsm(), directory.lsmKubeconfig(spec.id()));
        return new KubeLocalPlane(spec, plane, kafka);
    }

    /// @param who null = the administrator
    private static void write(KubePlane plane, PlaneRights.@Nullable Account who, Path file) {
        String token =
                who == null
                        ? plane.cluster().adminToken()
                        : plane.cluster().token(who.namespace(), who.name());
        StackDirectory.writeSecret(file, plane.kubeconfig(token));
    }

    @Override
    public PlaneSpec spec() {
        return spec;
    }

    /// The cluster itself, to break it or to look into it.
    public KubePlane kube() {
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
        return plane.cluster().client(plane.cluster().adminToken());
    }

    @Override
    public void cutOff() {
        plane.cutApi();
        kafka.cut(id());
    }

    @Override
    public void heal() {
        kafka.heal(id());
        plane.healApi();
    }

    @Override
    public void close() {
        plane.close();
    }
}
