package dev.mcm.testkit.plane;

import dev.mcm.testkit.plane.api.ApiServer;
import dev.mcm.testkit.plane.api.Latency;
import dev.mcm.testkit.plane.gateway.GatewayServer;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ObjectStore;
import java.time.Duration;

/// Switches that break a plane and mend it, all of them at run time. Safe for use by many threads.
///
/// | what breaks | switch |
/// |---|---|
/// | the API | [#apiDown], [#apiLatency], [#apiThrottled] (429), [#apiFailing] (500), [#apiResets] |
/// | watches | [#watchesDead], [#compact] (410) |
/// | the gateway, the whole plane | [#gatewayDown], [#lost] |
/// | machines | [#nodeDown], [#nodeNotReady] |
/// | pods | [#killPod], [#podOutOfMemory], [#imageBroken], [#imageCrashing], [#imageOutOfMemory] |
/// | time | [#clockSkew] |
/// | the store | [#storeLost], [#storeRestored] |
///
/// Kafka is cut per plane at the broker: `EmbeddedKafkaBroker.cut(plane)`. Which requests meet a
/// fault follows from [PlaneOptions#seed]; the rates of 429, 500 and resets are together at most 1.
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
        api.faults().setLatency(Latency.constant(latency));
    }

    /// Makes requests to the API wait by a distribution (log-normal) with that median and 99th
    /// percentile.
    public void apiLatency(Duration median, Duration p99) {
        api.faults().setLatency(new Latency(median, p99));
    }

    /// Refuses a share of requests with 429 and `Retry-After`.
    ///
    /// @param rate 0 (none) to 1 (all)
    /// @param retryAfter in whole seconds, at least 1
    public void apiThrottled(double rate, Duration retryAfter) {
        api.faults().setThrottled(rate, retryAfter);
    }

    /// Refuses a share of requests with 500, without doing anything.
    ///
    /// @param rate 0 (none) to 1 (all)
    public void apiFailing(double rate) {
        api.faults().setFailed(rate);
    }

    /// Ends the connections of a share of requests without an answer.
    ///
    /// @param before of requests that are not carried out, 0 to 1
    /// @param after of requests that are carried out first, 0 to 1
    public void apiResets(double before, double after) {
        api.faults().setReset(before, after);
    }

    /// Open watches fall silent for good: no events, no bookmarks, no end, while the connection
    /// stays open. While it is on, new ones are born silent; after it, new ones work again.
    public void watchesDead(boolean dead) {
        api.setWatchesDead(dead);
    }

    /// Forgets past changes, so that watches which are behind get 410.
    public void compact() {
        plane.registry().store().compact();
    }

    /// Stops a machine with all that runs on it, or starts it again. The plane notices after
    /// [PlaneTimings#nodeDetection]: the node is Unknown and tainted, its pods unready; they are
    /// deleted when they no longer tolerate that.
    public void nodeDown(String node, boolean down) {
        plane.controllers().nodes().setDown(node, down);
    }

    /// A machine says that it is not ready, or ready again. Its pods run on until they no longer
    /// tolerate the taint.
    public void nodeNotReady(String node, boolean notReady) {
        plane.controllers().nodes().setNotReady(node, notReady);
    }

    /// The container of a pod dies and starts again, at once the first time, then after a growing
    /// back-off; its requests get 502.
    public void killPod(String namespace, String name) {
        plane.controllers().kubelet().killPod(new ObjectKey(namespace, name));
    }

    /// The same, and the pod says OOMKilled, exit code 137.
    public void podOutOfMemory(String namespace, String name) {
        plane.controllers().kubelet().exhaustMemory(new ObjectKey(namespace, name));
    }

    /// Pulls of an image fail (ErrImagePull, ImagePullBackOff), or succeed again.
    public void imageBroken(String image, boolean broken) {
        plane.controllers().kubelet().setImageBroken(image, broken);
    }

    /// Containers of an image crash while they load (CrashLoopBackOff), or load again.
    public void imageCrashing(String image, boolean crashing) {
        plane.controllers().kubelet().setImageCrashing(image, crashing);
    }

    /// Containers of an image are killed while they load, as they want too much memory (OOMKilled,
    /// CrashLoopBackOff), or load again.
    public void imageOutOfMemory(String image, boolean exceeds) {
        plane.controllers().kubelet().setImageOutOfMemory(image, exceeds);
    }

    /// Everything that the plane stamps is off by that much; zero mends it.
    ///
    /// @param ahead negative for behind
    public void clockSkew(Duration ahead) {
        plane.setClockSkew(ahead);
    }

    /// The plane loses all objects and begins anew with its machines, under new versions.
    /// Connections are cut.
    public void storeLost() {
        plane.loseStore();
        cutConnections();
    }

    /// The cluster behind the plane's address is built anew and is another one by its uid.
    /// Connections are cut.
    public void rebuilt() {
        plane.rebuild();
        cutConnections();
    }

    /// What [#storeRestored] may later go back to.
    public ObjectStore.Backup backup() {
        return plane.backup();
    }

    /// The plane goes back to a backup, its versions too. Connections are cut.
    public void storeRestored(ObjectStore.Backup backup) {
        plane.restore(backup);
        cutConnections();
    }

    /// As the API server's restart does.
    private void cutConnections() {
        boolean down = api.gate().isDown();
        api.gate().setDown(true);
        api.gate().setDown(down);
    }
}
