package dev.mcm.it;

import dev.mcm.atc.v1.ListPlanesRequest;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.local.stack.LocalStack;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/// An MCM that runs elsewhere, for example in minikube.
final class RemoteTarget implements TestTarget {
    private final RemoteAddress address;
    private final AtcConnection atc;
    private final Map<String, KubernetesClient> planes = new LinkedHashMap<>();

    RemoteTarget(RemoteAddress address) {
        this.address = address;
        this.atc = AtcConnection.plain(address.atc(), address.token());
        address.planes().forEach((plane, kubeconfig) -> planes.put(plane, client(kubeconfig)));
    }

    @Override
    public AtcConnection atc() {
        return atc;
    }

    @Override
    public AtcConnection atcAs(String token) {
        return AtcConnection.plain(address.atc(), token);
    }

    @Override
    public Map<String, KubernetesClient> planes() {
        return planes;
    }

    /// As the planes were registered.
    @Override
    public List<URI> gateways() {
        return atc
                .planes()
                .listPlanes(ListPlanesRequest.getDefaultInstance())
                .getPlanesList()
                .stream()
                .filter(plane -> planes.containsKey(plane.getId()))
                .map(plane -> URI.create(plane.getGatewayUrl()))
                .toList();
    }

    @Override
    public String unique(String name) {
        return name + "-" + ProcessHandle.current().pid();
    }

    @Override
    public LocalStack local() {
        throw new TestAbortedException(
                "needs MCM's own processes and database; runs with MCM_TARGET=local only");
    }

    private static KubernetesClient client(Path kubeconfig) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }

    @Override
    public void close() {
        planes.values().forEach(KubernetesClient::close);
        atc.close();
    }
}
