package dev.mcm.testkit.kube;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.TaskThread;
import dev.mcm.testkit.plane.PlaneHost;
import dev.mcm.testkit.plane.gateway.GatewayCore;
import dev.mcm.testkit.plane.gateway.GatewayServer;
import dev.mcm.testkit.process.OpenParts;
import io.fabric8.kubernetes.client.KubernetesClient;

/// The gateway of a real plane whose pods KWOK plays, by the contract in
/// `docs/concepts/plane-contract.md`: it routes by what the plane's API says and answers in the
/// pods' place. Thread-safe.
public final class KubeGateway implements AutoCloseable {
    private final OpenParts open;
    private final String url;

    private KubeGateway(OpenParts open, String url) {
        this.open = open;
        this.url = url;
    }

    /// @param plane reads its pods and config maps; stays the caller's
    /// @param port 0 for a free one
    public static KubeGateway start(PlaneId id, KubernetesClient plane, String host, int port) {
        OpenParts open = new OpenParts("gateway of " + id);
        try {
            PlaneHost server = open.add(PlaneHost.open(1));
            TaskThread scheduler = open.add(new TaskThread("gateway-" + id));
            KubeSource source = open.add(new KubeSource(plane, scheduler));
            GatewayCore core = new GatewayCore(id, source, scheduler);
            GatewayServer gateway = new GatewayServer(server.vertx(), id.value(), core);
            String url = "http://" + host + ":" + PlaneHost.await(gateway.start(host, port));
            open.add(() -> PlaneHost.await(gateway.stop()));
            return new KubeGateway(open, url);
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    public String url() {
        return url;
    }

    @Override
    public void close() {
        open.close();
    }
}
