package dev.mcm.testkit.kube;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.testkit.net.TcpProxy;
import dev.mcm.testkit.process.OpenParts;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;

/// A workload plane on a real Kubernetes: a [KubeCluster] whose pods KWOK plays, and a gateway by
/// the contract in `docs/concepts/plane-contract.md`. The control plane reaches the API through a
/// proxy that can be cut; the gateway does not.
public final class KubePlane implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final KubeCluster cluster;
    private final OpenParts open;
    private final TcpProxy api;
    private final KubeGateway gateway;

    private KubePlane(PlaneId id, KubeCluster cluster) {
        this.cluster = cluster;
        open = new OpenParts("plane " + id);
        open.add(cluster);
        api = open.add(TcpProxy.to(cluster.port()));
        gateway = open.add(KubeGateway.start(id, cluster.admin(), HOST, 0));
    }

    /// Starts a plane and returns when its nodes are ready.
    ///
    /// @param objects what is installed there before it is used, in this order, beside the
    ///   namespace `mcm-system` and its Gateway
    /// @throws IllegalStateException where the programs are not on this machine
    public static KubePlane start(
            PlaneId id, KubeOptions options, List<? extends HasMetadata> objects) {
        KubeCluster cluster = KubeCluster.start(options);
        try {
            furnish(cluster.admin());
            objects.forEach(
                    object -> cluster.admin().resource(object).forceConflicts().serverSideApply());
            cluster.awaitNodes();
            return new KubePlane(id, cluster);
        } catch (RuntimeException | AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    private static void furnish(KubernetesClient admin) {
        admin.resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(PlaneNames.SYSTEM_NAMESPACE)
                                .endMetadata()
                                .build())
                .serverSideApply();
        GenericKubernetesResource gateway = new GenericKubernetesResource();
        gateway.setApiVersion("gateway.networking.k8s.io/v1");
        gateway.setKind("Gateway");
        gateway.setMetadata(
                new ObjectMetaBuilder()
                        .withNamespace(PlaneNames.SYSTEM_NAMESPACE)
                        .withName(PlaneNames.GATEWAY)
                        .build());
        gateway.setAdditionalProperty(
                "spec",
                Map.of(
                        "gatewayClassName",
                        "mcm-simulated",
                        "listeners",
                        List.of(Map.of("name", "http", "port", 80, "protocol", "HTTP"))));
        admin.resource(gateway).serverSideApply();
    }

    public KubeCluster cluster() {
        return cluster;
    }

    /// The API as the control plane and LSM reach it.
    public String apiUrl() {
        return "https://" + HOST + ":" + api.port();
    }

    /// The text of a kubeconfig that leads to [#apiUrl] with that token.
    public String kubeconfig(String token) {
        return cluster.kubeconfig(token, apiUrl());
    }

    public String gatewayUrl() {
        return gateway.url();
    }

    public String metricsUrl() {
        return gatewayUrl() + "/metrics";
    }

    /// Ends the connections to [#apiUrl] and refuses new ones; what runs on the plane runs on.
    public void cutApi() {
        api.cut();
    }

    /// Undoes [#cutApi].
    public void healApi() {
        api.heal();
    }

    @Override
    public void close() {
        open.close();
    }
}
