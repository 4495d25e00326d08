package dev.mcm.testkit.plane.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.hash.Sha256;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Walks docs/concepts/plane-contract.md from its routing table to its metrics.
class GatewayContractTest {

    private static final DeploymentId DEPLOYMENT = new DeploymentId("d-7k2m9q4x1z");
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern METRIC_ROW =
            Pattern.compile("\\| `(mcm_gateway_\\w+)` \\| (\\w+) \\| (.*?) \\|");
    private static final String ROUTE =
            """
            {"d-7k2m9q4x1z": {"version": 1, "concurrency": 2, "queueSeconds": 60,
              "longestRequestSeconds": 30, "targets": [%s]}}\
            """;
    private static final String HERE =
            """
            {"plane": "aws-1", "weight": 1, "gateway": "http://here"}\
            """;
    private static final String THERE =
            """
            {"plane": "gcp-1", "weight": 1, "gateway": "http://there"}\
            """;

    private final ManualTime clock = new ManualTime();
    private final ObjectStore store = new ObjectStore(ResourceTypes.ALL, 1, 100);
    private final GatewayCore gateway =
            new GatewayCore(new PlaneId("aws-1"), new StoreSource(store, clock), clock);
    private final List<Reply> replies = new ArrayList<>();

    private static String page() {
        try {
            return Files.readString(
                    Path.of(System.getProperty("mcm.root.dir"), "docs/concepts/plane-contract.md"));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private void publish(String version, String routes) {
        publish(Map.of("version", version, "checksum", Sha256.hex(routes), "routes", routes));
    }

    private void publish(String epoch, String version, String routes) {
        publish(
                Map.of(
                        "epoch", epoch,
                        "version", version,
                        "checksum", Sha256.hex(routes),
                        "routes", routes));
    }

    private void publish(Map<String, String> data) {
        ObjectNode map = Trees.object();
        ObjectNode target = map.putObject("data");
        data.forEach(target::put);
        String name = PlaneNames.routeConfigMap(DEPLOYMENT);
        ObjectKey key = new ObjectKey(PlaneNames.SYSTEM_NAMESPACE, name);
        StoredObject before = store.find(ResourceTypes.CONFIG_MAP, key);
        if (before == null) {
            store.insert(ResourceTypes.CONFIG_MAP, key, map);
        } else {
            store.replace(before, map).orElseThrow();
        }
        clock.runDue();
    }

    private void readyPod(String name) {
        ObjectNode pod = Trees.object();
        ObjectNode metadata = pod.putObject("metadata").put("uid", "uid-" + name);
        metadata.putObject("labels").put(PlaneNames.LABEL_DEPLOYMENT, DEPLOYMENT.value());
        pod.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "True");
        store.insert(ResourceTypes.POD, new ObjectKey("ns", name), pod);
        clock.runDue();
    }

    private Reply send(boolean hopped) {
        int before = replies.size();
        gateway.arrive(
                new GatewayRequest(
                        DEPLOYMENT.value(),
                        Duration.ofSeconds(10),
                        hopped,
                        (_, reply) -> replies.add(reply)));
        clock.runDue();
        return replies.size() > before ? replies.getLast() : new Reply.Served("nobody yet");
    }

    private Map<String, String> metrics() {
        AtomicReference<String> text = new AtomicReference<>("");
        gateway.metrics(text::set);
        clock.runDue();
        Map<String, String> values = new TreeMap<>();
        text.get()
                .lines()
                .forEach(l ->
                        values.put(
                                l.substring(0, l.lastIndexOf(' ')),
                                l.substring(l.lastIndexOf(' ') + 1)));
        return values;
    }

    private String metric(String name) {
        return metrics().getOrDefault(name + "{deployment=\"" + DEPLOYMENT + "\"}", "absent");
    }

    private boolean isRouted() {
        return !metric(PlaneNames.METRIC_REQUESTS).equals("absent");
    }

    @Test
    void theExampleOfThePageIsATableThatIsTaken() {
        Matcher example = EXAMPLE.matcher(page());
        assertThat(example.find()).isTrue();
        publish("12", example.group(1));
        assertThat(isRouted()).isTrue();
        int forwarded = 0;
        for (int i = 0; i < 100; i++) {
            forwarded += send(false) instanceof Reply.Forward ? 1 : 0;
        }
        assertThat(forwarded).isEqualTo(30);
    }

    @Test
    void aTableWithAWrongChecksumIsRefused() {
        publish(
                Map.of(
                        "version", "1",
                        "checksum", Sha256.hex("{}"),
                        "routes", ROUTE.formatted(HERE)));
        assertThat(isRouted()).isFalse();
        publish("1", ROUTE.formatted(HERE));
        assertThat(isRouted()).isTrue();
    }

    @Test
    void aVersionThatGoesBackIsRefusedAndTheSameOneIsTaken() {
        publish("5", ROUTE.formatted(THERE));
        publish("4", "{}");
        assertThat(isRouted()).isTrue();
        assertThat(send(false)).isInstanceOf(Reply.Forward.class);
        publish("5", "{}");
        assertThat(isRouted()).isFalse();
    }

    @Test
    void aLowerEpochIsRefusedWhateverItsVersionAndAHigherOneIsTaken() {
        publish("3", "5", ROUTE.formatted(THERE));
        publish("2", "100", "{}");
        assertThat(isRouted()).isTrue();
        publish("3", "4", "{}");
        assertThat(isRouted()).isTrue();
        publish("4", "1", "{}");
        assertThat(isRouted()).isFalse();
    }

    @Test
    void aTableWithoutAnEpochIsOfEpochZero() {
        publish("5", ROUTE.formatted(THERE));
        publish("1", "1", ROUTE.formatted(HERE));
        publish("100", "{}");
        assertThat(isRouted()).isTrue();
        publish("", "200", "{}");
        assertThat(isRouted()).isTrue();
    }

    @Test
    void unknownMembersAndKeysAreIgnored() {
        String routes =
                ROUTE.formatted("{\"zone\": [1], " + THERE.substring(1))
                        .replace("\"version\": 1,", "\"version\": 1, \"mirror\": {\"to\": null},");
        publish(
                Map.of(
                        "version",
                        "1",
                        "checksum",
                        Sha256.hex(routes),
                        "routes",
                        routes,
                        "signature",
                        "x"));
        assertThat(send(false)).isInstanceOf(Reply.Forward.class);
    }

    @Test
    void aTableThatIsTooLargeOrNotATableIsRefused() {
        publish("1", ROUTE.formatted(HERE));
        publish("2", "{" + " ".repeat(1024 * 1024) + "}");
        assertThat(isRouted()).isTrue();
        publish("3", "[]");
        assertThat(isRouted()).isTrue();
        publish("4", "{" + " ".repeat(1024 * 1024 - 100) + "}");
        assertThat(isRouted()).isFalse();
    }

    @Test
    void aDeletedTableStaysInForce() {
        publish("1", ROUTE.formatted(HERE));
        ObjectKey key =
                new ObjectKey(PlaneNames.SYSTEM_NAMESPACE, PlaneNames.routeConfigMap(DEPLOYMENT));
        store.remove(store.get(ResourceTypes.CONFIG_MAP, key)).orElseThrow();
        clock.runDue();
        assertThat(isRouted()).isTrue();
    }

    @Test
    void atZeroReplicasARequestWaitsAndIsServedByTheFirst() {
        publish("1", ROUTE.formatted(""));
        send(false);
        assertThat(metric(PlaneNames.METRIC_QUEUED)).isEqualTo("1");
        publish("2", ROUTE.formatted(HERE));
        clock.advance(Duration.ofSeconds(59));
        assertThat(replies).isEmpty();
        readyPod("p1");
        clock.advance(Duration.ofSeconds(10));
        assertThat(replies).containsExactly(new Reply.Served("p1"));
    }

    @Test
    void aRequestThatWaitedItsTimeIsRefusedWith503() {
        publish("1", ROUTE.formatted(HERE));
        send(false);
        clock.advance(Duration.ofSeconds(59));
        assertThat(replies).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(replies)
                .singleElement()
                .isInstanceOfSatisfying(
                        Reply.Refused.class, r -> assertThat(r.code()).isEqualTo(503));
        assertThat(metrics())
                .containsEntry(
                        "mcm_gateway_responses_total{deployment=\"d-7k2m9q4x1z\",code=\"503\"}",
                        "1");
    }

    @Test
    void aRequestIsForwardedOnceAndCountedWhereItArrives() {
        publish("1", ROUTE.formatted(THERE));
        assertThat(send(false)).isInstanceOf(Reply.Forward.class);
        assertThat(metric(PlaneNames.METRIC_REQUESTS)).isEqualTo("0");
        send(true);
        assertThat(metric(PlaneNames.METRIC_QUEUED)).isEqualTo("1");
        assertThat(metric(PlaneNames.METRIC_REQUESTS)).isEqualTo("1");
    }

    @Test
    void anUnknownDeploymentIs404() {
        assertThat(send(false))
                .isInstanceOfSatisfying(
                        Reply.Refused.class, r -> assertThat(r.code()).isEqualTo(404));
    }

    @Test
    void theCounterCountsWhatTheGaugeMisses() {
        publish("1", ROUTE.formatted(HERE));
        readyPod("p1");
        String before = metric(PlaneNames.METRIC_IN_FLIGHT);
        send(false);
        send(false);
        clock.advance(Duration.ofSeconds(40));
        assertThat(List.of(before, metric(PlaneNames.METRIC_IN_FLIGHT))).containsOnly("0");
        assertThat(metric(PlaneNames.METRIC_IN_FLIGHT_SECONDS)).isEqualTo("20.0");
    }

    /// The page's table of metrics and what the gateway answers are the same list.
    @Test
    void theMetricsAreThoseOfThePage() {
        Map<String, String> promised = new TreeMap<>();
        Map<String, String> labels = new TreeMap<>();
        Matcher row = METRIC_ROW.matcher(page());
        while (row.find()) {
            promised.put(row.group(1), row.group(2));
            labels.put(row.group(1), row.group(3).contains("label `code`") ? "code" : "");
        }
        assertThat(promised).hasSizeGreaterThan(5);
        publish("1", ROUTE.formatted(""));

        Map<String, String> types = new TreeMap<>();
        Map<String, String> answered = new TreeMap<>();
        metrics()
                .forEach((series, value) -> {
                    if (series.startsWith("# TYPE ")) {
                        types.put(series.substring(7), value);
                    } else {
                        assertThat(series).contains("{deployment=\"" + DEPLOYMENT + "\"");
                        assertThat(Double.parseDouble(value)).isZero();
                        answered.put(
                                series.substring(0, series.indexOf('{')),
                                series.contains(",code=\"") ? "code" : "");
                    }
                });
        assertThat(types).isEqualTo(promised);
        assertThat(answered).isEqualTo(labels);
    }
}
