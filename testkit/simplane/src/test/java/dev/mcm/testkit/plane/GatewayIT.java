package dev.mcm.testkit.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RouteTarget;
import dev.mcm.shared.plane.RoutingTable;
import dev.mcm.shared.plane.RoutingTableCodec;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.plane.gateway.GatewayServer;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final DeploymentId DEPLOYMENT = new DeploymentId("d-7k2m9q4x1z");

    private final PlaneHost host = PlaneHost.open(2);
    private final SimulatedPlane one =
            host.start(PlaneOptions.of("aws-1", SimulatedNode.gpu("n1", "A100", 4)));
    private final SimulatedPlane two =
            host.start(PlaneOptions.of("gcp-1", SimulatedNode.gpu("n1", "A100", 4)));
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void deploy() throws InterruptedException {
        for (SimulatedPlane plane : List.of(one, two)) {
            try (KubernetesClient client = Fixtures.client(plane)) {
                Fixtures.createNamespace(client);
                client.resource(Fixtures.deployment(DEPLOYMENT.value(), "model:1", 1)).create();
            }
            Waiting.until(
                    "a ready pod on " + plane.id(),
                    PATIENCE,
                    () -> plane.pods().stream().anyMatch(PodView::ready));
        }
    }

    @AfterEach
    void close() {
        http.close();
        one.close();
        two.close();
        host.close();
    }

    private static Route route(long version, int queueSeconds, RouteTarget... targets) {
        return new Route(version, 1, queueSeconds, 30, List.of(targets));
    }

    private static RouteTarget to(SimulatedPlane plane, int weight) {
        return new RouteTarget(new PlaneId(plane.id()), weight, URI.create(plane.gatewayUrl()));
    }

    private static void publish(SimulatedPlane plane, Route route) throws InterruptedException {
        publish(plane, RoutingTableCodec.encode(RoutingTable.of(1, Map.of(DEPLOYMENT, route))));
    }

    private static void publish(SimulatedPlane plane, Map<String, String> data)
            throws InterruptedException {
        try (KubernetesClient client = Fixtures.client(plane)) {
            client.resource(
                            new ConfigMapBuilder()
                                    .withNewMetadata()
                                    .withName(PlaneNames.routeConfigMap(DEPLOYMENT))
                                    .withNamespace(PlaneNames.SYSTEM_NAMESPACE)
                                    .endMetadata()
                                    .withData(data)
                                    .build())
                    .createOr(io.fabric8.kubernetes.client.dsl.NonDeletingOperation::update);
        }
    }

    private CompletableFuture<HttpResponse<String>> send(SimulatedPlane plane, int millis) {
        return http.sendAsync(
                HttpRequest.newBuilder(
                                URI.create(plane.gatewayUrl() + "/d/" + DEPLOYMENT + "/predict"))
                        .header(GatewayServer.SERVICE_HEADER, Integer.toString(millis))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private String metrics(SimulatedPlane plane) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(plane.metricsUrl())).build(),
                        BodyHandlers.ofString())
                .body();
    }

    private void awaitMetric(SimulatedPlane plane, String line) throws InterruptedException {
        Waiting.until(line, PATIENCE, () -> metrics(plane).contains(line));
    }

    private static String series(String metric) {
        return metric + "{deployment=\"" + DEPLOYMENT + "\"} ";
    }

    @Test
    void requestsAreSpreadByWeightAndCountedOnce() throws InterruptedException {
        for (SimulatedPlane plane : List.of(one, two)) {
            publish(plane, route(1, 10, to(one, 3), to(two, 1)));
            awaitMetric(plane, series(PlaneNames.METRIC_READY_REPLICAS) + "1");
        }
        Map<String, Integer> served = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            HttpResponse<String> response = send(one, 1).join();
            assertThat(response.statusCode()).isEqualTo(200);
            served.merge(
                    response.headers().firstValue(GatewayServer.PLANE_HEADER).orElseThrow(),
                    1,
                    Integer::sum);
        }
        assertThat(served).containsExactlyInAnyOrderEntriesOf(Map.of("aws-1", 30, "gcp-1", 10));
        awaitMetric(one, series(PlaneNames.METRIC_REQUESTS) + "30");
        awaitMetric(two, series(PlaneNames.METRIC_REQUESTS) + "10");
    }

    @Test
    void oneReplicaWorksOnAsManyAsConcurrencySaysAndTheRestWait() throws InterruptedException {
        publish(one, route(1, 1, to(one, 1)));
        awaitMetric(one, series(PlaneNames.METRIC_READY_REPLICAS) + "1");
        CompletableFuture<HttpResponse<String>> first = send(one, 2500);
        awaitMetric(one, series(PlaneNames.METRIC_IN_FLIGHT) + "1");
        CompletableFuture<HttpResponse<String>> second = send(one, 1);
        awaitMetric(one, series(PlaneNames.METRIC_QUEUED) + "1");

        HttpResponse<String> refused = second.join();
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(first.join().statusCode()).isEqualTo(200);
        awaitMetric(
                one,
                "mcm_gateway_responses_total{deployment=\"" + DEPLOYMENT + "\",code=\"503\"} 1");
    }

    @Test
    void aQueuedRequestFollowsTheDeploymentToAnotherPlane() throws InterruptedException {
        publish(two, route(1, 10, to(two, 1)));
        awaitMetric(two, series(PlaneNames.METRIC_READY_REPLICAS) + "1");
        try (KubernetesClient client = Fixtures.client(one)) {
            client.apps().deployments().delete();
        }
        Waiting.until("no pods", PATIENCE, () -> one.pods().isEmpty());
        publish(one, route(1, 10));
        awaitMetric(one, series(PlaneNames.METRIC_READY_REPLICAS) + "0");
        CompletableFuture<HttpResponse<String>> waiting = send(one, 1);
        awaitMetric(one, series(PlaneNames.METRIC_QUEUED) + "1");

        publish(one, route(2, 10, to(two, 1)));
        assertThat(waiting.join().headers().firstValue(GatewayServer.PLANE_HEADER))
                .contains("gcp-1");
    }

    @Test
    void requestsOnAPodThatDiesGetBadGateway() throws InterruptedException {
        publish(one, route(1, 10, to(one, 1)));
        awaitMetric(one, series(PlaneNames.METRIC_READY_REPLICAS) + "1");
        CompletableFuture<HttpResponse<String>> lost = send(one, 60_000);
        awaitMetric(one, series(PlaneNames.METRIC_IN_FLIGHT) + "1");
        one.faults().nodeDown("n1", true);
        assertThat(lost.join().statusCode()).isEqualTo(502);
        awaitMetric(one, series(PlaneNames.METRIC_READY_REPLICAS) + "0");
    }

    @Test
    void aRequestThatWaitedItsTimeGets503WithRetryAfterAlsoThroughAHop()
            throws InterruptedException {
        for (SimulatedPlane plane : List.of(one, two)) {
            publish(plane, route(1, 1, to(two, 1)));
            awaitMetric(plane, series(PlaneNames.METRIC_READY_REPLICAS) + "1");
        }
        two.faults().nodeDown("n1", true);
        Waiting.until(
                "no ready pod", PATIENCE, () -> two.pods().stream().noneMatch(PodView::ready));
        HttpResponse<String> refused = send(one, 10).join();
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After"))
                .hasValueSatisfying(s -> assertThat(Integer.parseInt(s)).isPositive());
        awaitMetric(two, series(PlaneNames.METRIC_REQUESTS) + "1");
        awaitMetric(one, series(PlaneNames.METRIC_REQUESTS) + "0");
    }

    @Test
    void aTableWithAWrongChecksumIsRefused() throws InterruptedException {
        publish(one, route(1, 10, to(one, 1)));
        awaitMetric(one, series(PlaneNames.METRIC_READY_REPLICAS) + "1");
        publish(one, Map.of("version", "2", "checksum", "00", "routes", "{}"));
        assertThat(send(one, 1).join().statusCode()).isEqualTo(200);
        HttpResponse<String> unknown =
                http.sendAsync(
                                HttpRequest.newBuilder(
                                                URI.create(one.gatewayUrl() + "/d/d-other/x"))
                                        .POST(HttpRequest.BodyPublishers.noBody())
                                        .build(),
                                BodyHandlers.ofString())
                        .join();
        assertThat(unknown.statusCode()).isEqualTo(404);
    }

    @Test
    void aLostPlaneIsPassedOverAndCannotBeReached() throws InterruptedException {
        publish(one, route(1, 10, to(one, 1), to(two, 1)));
        awaitMetric(one, series(PlaneNames.METRIC_READY_REPLICAS) + "1");
        two.faults().lost(true);
        assertThatThrownBy(() -> send(two, 1).join()).hasCauseInstanceOf(IOException.class);
        for (int i = 0; i < 10; i++) {
            assertThat(send(one, 1).join().statusCode()).isIn(200, 502);
        }
        two.faults().lost(false);
        Waiting.until("gcp-1 is back", PATIENCE, () -> metrics(two).contains("mcm_gateway"));
    }
}
