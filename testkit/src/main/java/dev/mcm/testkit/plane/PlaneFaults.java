package dev.mcm.testkit.plane;

import dev.mcm.testkit.plane.api.ApiServer;
import dev.mcm.testkit.plane.gateway.GatewayServer;
import dev.mcm.testkit.plane.store.ObjectKey;
import java.time.Duration;

/// Switches that break a plane and mend it. Safe for use by many threads.
public final class PlaneFaults {

    private final HeadlessPlane plane;
    private final ApiServer api;
    private final GatewayServer gateway;

    PlaneFaults(HeadlessPlane plane, ApiServer api, GatewayServer gateway) {
        this.plane = plane;
        this.api = api;
        this.gateway = gateway;
    }

    /// Cuts the connections to the API and ends new ones at once. What runs on the plane runs on.
    public void apiDown(boolean down) {
        api.gate().setDown(down);
    }

    /// Cuts the connections to the gateway and ends new ones at once.
    public void gatewayDown(boolean down) {
        gateway.gate().setDown(down);
    }

    /// The whole plane cannot be reached.
    public void lost(boolean lost) {
        apiDown(lost);
        gatewayDown(lost);
    }

    /// Makes every request to the API wait before it is answered; zero for none.
    public void apiLatency(Duration latency) {
        api.setLatency(latency);
    }

    /// Forgets past changes, so that watches which are behind get 410.
    public void compact() {
        plane.registry().store().compact();
    }

    /// Stops a machine with all that runs on it, or starts it again.
    public void nodeDown(String node, boolean down) {
        plane.controllers().nodes().setDown(node, down);
    }

    /// The container of a pod dies and starts again; its requests get 502.
    public void killPod(String namespace, String name) {
        plane.controllers().kubelet().killPod(new ObjectKey(namespace, name));
    }

    /// Pulls of an image fail, or succeed again.
    public void imageBroken(String image, boolean broken) {
        plane.controllers().kubelet().setImageBroken(image, broken);
    }

    /// Containers of an image crash while they load, or load again.
    public void imageCrashing(String image, boolean crashing) {
        plane.controllers().kubelet().setImageCrashing(image, crashing);
    }
}
