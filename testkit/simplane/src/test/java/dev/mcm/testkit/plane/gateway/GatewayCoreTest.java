package dev.mcm.testkit.plane.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RouteTarget;
import dev.mcm.shared.plane.RoutingTable;
import dev.mcm.shared.plane.RoutingTableCodec;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GatewayCoreTest {

    private static final DeploymentId DEPLOYMENT = new DeploymentId("d-7k2m9q4x1z");
    private static final PlaneId HERE = new PlaneId("aws-1");
    private static final PlaneId THERE = new PlaneId("gcp-1");

    private final ManualTime clock = new ManualTime();
    private final ObjectStore store = new ObjectStore(ResourceTypes.ALL, 1, 100);
    private final GatewayCore gateway = new GatewayCore(HERE, new StoreSource(store, clock), clock);
    private final List<Reply> replies = new ArrayList<>();

    private void route(int concurrency, int queueSeconds, PlaneId... planes) {
        List<RouteTarget> targets = new ArrayList<>();
        for (PlaneId plane : planes) {
            targets.add(new RouteTarget(plane, 1, URI.create("http://" + plane)));
        }
        Route route = new Route(1, concurrency, queueSeconds, 30, targets);
        ObjectNode map = Trees.object();
        ObjectNode data = map.putObject("data");
        RoutingTableCodec.encode(RoutingTable.of(1, Map.of(DEPLOYMENT, route))).forEach(data::put);
        ObjectKey key =
                new ObjectKey(PlaneNames.SYSTEM_NAMESPACE, PlaneNames.routeConfigMap(DEPLOYMENT));
        StoredObject before = store.find(ResourceTypes.CONFIG_MAP, key);
        if (before == null) {
            store.insert(ResourceTypes.CONFIG_MAP, key, map);
        } else {
            store.replace(before, map).orElseThrow();
        }
        clock.runDue();
    }

    private StoredObject readyPod(String name) {
        ObjectNode pod = Trees.object();
        ObjectNode metadata = pod.putObject("metadata");
        metadata.put("uid", "uid-" + name);
        metadata.putObject("labels").put(PlaneNames.LABEL_DEPLOYMENT, DEPLOYMENT.value());
        pod.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "True");
        StoredObject stored = store.insert(ResourceTypes.POD, new ObjectKey("ns", name), pod);
        clock.runDue();
        return stored;
    }

    private GatewayRequest send(int seconds, boolean hopped) {
        GatewayRequest request =
                new GatewayRequest(
                        DEPLOYMENT.value(),
                        Duration.ofSeconds(seconds),
                        hopped,
                        (_, reply) -> replies.add(reply));
        gateway.arrive(request);
        clock.runDue();
        return request;
    }

    private String metric(String name) {
        AtomicReference<String> text = new AtomicReference<>("");
        gateway.metrics(text::set);
        clock.runDue();
        return text.get()
                .lines()
                .filter(l -> l.startsWith(name + "{"))
                .map(l -> l.substring(l.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("absent");
    }

    @Test
    void theIntegralsAreExact() {
        route(1, 60, HERE);
        readyPod("p1");
        send(10, false);
        send(10, false);
        clock.advance(Duration.ofSeconds(4));
        assertThat(metric(PlaneNames.METRIC_IN_FLIGHT)).isEqualTo("1");
        assertThat(metric(PlaneNames.METRIC_QUEUED)).isEqualTo("1");
        clock.advance(Duration.ofSeconds(26));
        assertThat(metric(PlaneNames.METRIC_IN_FLIGHT_SECONDS)).isEqualTo("20.0");
        assertThat(metric(PlaneNames.METRIC_QUEUED_SECONDS)).isEqualTo("10.0");
        assertThat(metric(PlaneNames.METRIC_RESPONSES)).isEqualTo("2");
        assertThat(replies).hasSize(2).allMatch(r -> r instanceof Reply.Served);
    }

    @Test
    void aDeploymentWithoutRequestsIsReportedAtZero() {
        assertThat(metric(PlaneNames.METRIC_REQUESTS)).isEqualTo("absent");
        route(1, 60);
        assertThat(metric(PlaneNames.METRIC_REQUESTS)).isEqualTo("0");
        assertThat(metric(PlaneNames.METRIC_READY_REPLICAS)).isEqualTo("0");
        assertThat(metric(PlaneNames.METRIC_RESPONSES)).isEqualTo("0");
    }

    @Test
    void aRequestWaitsForTheFirstReplicaAndIsRefusedAfterItsTime() {
        route(1, 60);
        send(1, false);
        send(1, false);
        clock.advance(Duration.ofSeconds(30));
        readyPod("p1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(replies).containsExactly(new Reply.Served("p1"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(replies).hasSize(2);
        route(1, 5);
        send(100, false);
        send(1, false);
        clock.advance(Duration.ofSeconds(5));
        assertThat(replies.getLast())
                .isInstanceOfSatisfying(
                        Reply.Refused.class, r -> assertThat(r.code()).isEqualTo(503));
    }

    @Test
    void aHoppedRequestIsNeverForwardedAgain() {
        route(1, 60, THERE);
        send(1, true);
        assertThat(replies).isEmpty();
        assertThat(metric(PlaneNames.METRIC_QUEUED)).isEqualTo("1");
        send(1, false);
        assertThat(replies)
                .singleElement()
                .isInstanceOfSatisfying(
                        Reply.Forward.class, f -> assertThat(f.target().plane()).isEqualTo(THERE));
        assertThat(metric(PlaneNames.METRIC_REQUESTS)).isEqualTo("1");
    }

    @Test
    void anUnreachableTargetIsPassedOver() {
        route(1, 60, THERE, HERE);
        readyPod("p1");
        GatewayRequest request = send(1, false);
        assertThat(replies).singleElement().isInstanceOf(Reply.Forward.class);
        gateway.forwardFailed(request, ((Reply.Forward) replies.getFirst()).target());
        clock.advance(Duration.ofSeconds(1));
        assertThat(replies.getLast()).isEqualTo(new Reply.Served("p1"));
    }

    @Test
    void aTerminatingPodFinishesItsRequestsAndGetsNoMore() {
        route(2, 60, HERE);
        StoredObject pod = readyPod("p1");
        send(10, false);
        ObjectNode ending = pod.copy();
        Trees.ensure(ending, "metadata").put("deletionTimestamp", "2026-01-01T00:00:30Z");
        store.replace(pod, ending).orElseThrow();
        clock.runDue();
        List<String> idle = new ArrayList<>();
        gateway.whenIdle(pod.uid(), () -> idle.add("idle"));
        send(1, false);
        clock.advance(Duration.ofSeconds(9));
        assertThat(idle).isEmpty();
        assertThat(replies).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(idle).containsExactly("idle");
        assertThat(replies).containsExactly(new Reply.Served("p1"));
        assertThat(metric(PlaneNames.METRIC_QUEUED)).isEqualTo("1");
    }

    @Test
    void aClientThatLeavesFreesItsPlace() {
        route(1, 60, HERE);
        readyPod("p1");
        GatewayRequest first = send(100, false);
        send(1, false);
        gateway.abandon(first);
        clock.advance(Duration.ofSeconds(1));
        assertThat(replies).containsExactly(new Reply.Served("p1"));
        assertThat(metric(PlaneNames.METRIC_IN_FLIGHT)).isEqualTo("0");
    }

    @Test
    void requestsOfADeadPodFail() {
        route(1, 60, HERE);
        StoredObject pod = readyPod("p1");
        send(100, false);
        gateway.podDied(pod.uid());
        clock.runDue();
        assertThat(replies)
                .singleElement()
                .isInstanceOfSatisfying(
                        Reply.Refused.class, r -> assertThat(r.code()).isEqualTo(502));
        assertThat(metric(PlaneNames.METRIC_READY_REPLICAS)).isEqualTo("0");
    }
}
