package dev.mcm.it;

import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.local.stack.LocalPlane;
import dev.mcm.local.stack.LocalStack;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A stack that the tests have started themselves.
final class LocalTarget implements TestTarget {
    private final LocalStack stack;
    private final Map<String, KubernetesClient> planes = new LinkedHashMap<>();

    LocalTarget(LocalStack stack) {
        this.stack = stack;
        stack.planes().forEach(plane -> planes.put(plane.id(), plane.client()));
    }

    @Override
    public AtcConnection atc() {
        return stack.atc();
    }

    @Override
    public AtcConnection atcAs(String token) {
        return stack.atcAs(token);
    }

    @Override
    public Map<String, KubernetesClient> planes() {
        return planes;
    }

    @Override
    public List<URI> gateways() {
        return stack.planes().stream().map(LocalPlane::gateway).toList();
    }

    @Override
    public String unique(String name) {
        return name;
    }

    @Override
    public LocalStack local() {
        return stack;
    }

    @Override
    public void close() {
        planes.values().forEach(KubernetesClient::close);
        stack.close();
    }
}
