package dev.mcm.shared.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mcm.shared.hash.Sha256;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTableCodecTest {
    private static final DeploymentId FIRST = new DeploymentId("d-0000000001");
    private static final DeploymentId SECOND = new DeploymentId("d-0000000002");
    private static final Route ROUTE =
            new Route(
                    12,
                    4,
                    60,
                    30,
                    List.of(
                            new RouteTarget(
                                    new PlaneId("aws-1"), 70, URI.create("http://10.0.0.1:80")),
                            new RouteTarget(
                                    new PlaneId("gcp-1"), 30, URI.create("http://10.1.0.1:80"))));
    private static final Route EMPTY = new Route(Long.MAX_VALUE, 1, 0, 0, List.of());

    @Test
    void whatIsWrittenIsReadBack() {
        RoutingTable table = RoutingTable.of(new Epoch(3), 7, Map.of(FIRST, ROUTE, SECOND, EMPTY));

        assertThat(RoutingTableCodec.decode(RoutingTableCodec.encode(table))).isEqualTo(table);
    }

    @Test
    void theFormIsTheContracts() {
        Map<String, String> data =
                RoutingTableCodec.encode(RoutingTable.of(7, Map.of(FIRST, ROUTE)));

        assertThat(data).containsOnlyKeys("epoch", "version", "checksum", "routes");
        assertThat(data.get("epoch")).isEqualTo("0");
        assertThat(data.get("version")).isEqualTo("7");
        assertThat(data.get("checksum")).isEqualTo(Sha256.hex(data.get("routes")));
        assertThat(data.get("routes"))
                .isEqualTo(
                        "{\"d-0000000001\":{\"version\":12,\"concurrency\":4,\"queueSeconds\":60,\"longestRequestSeconds\":30,"
                            + "\"targets\":[{\"plane\":\"aws-1\",\"weight\":70,\"gateway\":\"http://10.0.0.1:80\"},"
                            + "{\"plane\":\"gcp-1\",\"weight\":30,\"gateway\":\"http://10.1.0.1:80\"}]}}");
    }

    @Test
    void aTableThatSaysNoEpochHasEpochZero() {
        Map<String, String> data =
                new HashMap<>(
                        RoutingTableCodec.encode(
                                RoutingTable.of(new Epoch(3), 7, Map.of(FIRST, ROUTE))));
        data.remove("epoch");

        assertThat(RoutingTableCodec.decode(data))
                .isEqualTo(RoutingTable.of(7, Map.of(FIRST, ROUTE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "three", "9223372036854775808"})
    void aTableWhoseEpochIsNoNumberIsRefused(String epoch) {
        Map<String, String> data =
                new HashMap<>(RoutingTableCodec.encode(RoutingTable.of(7, Map.of(FIRST, ROUTE))));
        data.put("epoch", epoch);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RoutingTableCodec.decode(data))
                .withMessageContaining("epoch");
    }

    @Test
    void theHigherEpochWinsAndInOneEpochTheHigherVersion() {
        RoutingTable table = RoutingTable.of(new Epoch(3), 7, Map.of());

        assertThat(RoutingTable.of(new Epoch(2), 100, Map.of()).isOlderThan(table)).isTrue();
        assertThat(RoutingTable.of(new Epoch(3), 6, Map.of()).isOlderThan(table)).isTrue();
        assertThat(RoutingTable.of(new Epoch(3), 7, Map.of()).isOlderThan(table)).isFalse();
        assertThat(RoutingTable.of(new Epoch(4), 1, Map.of()).isOlderThan(table)).isFalse();
    }

    @Test
    void aTableWithAWrongChecksumIsRefused() {
        Map<String, String> data =
                new HashMap<>(RoutingTableCodec.encode(RoutingTable.of(7, Map.of(FIRST, ROUTE))));
        data.compute("routes", (_, routes) -> routes + " ");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RoutingTableCodec.decode(data))
                .withMessageContaining("checksum");
    }

    @Test
    void aTableWithoutAKeyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        RoutingTableCodec.decode(
                                Map.of("routes", "{}", "checksum", Sha256.hex("{}"))))
                .withMessageContaining("version");
    }

    @Test
    void membersOfANewerWriterAreSkipped() {
        assertThat(
                        decode(
                                "{\"d-0000000002\":{\"version\":9223372036854775807,\"concurrency\":1,\"color\":{\"r\":1}}}"))
                .isEqualTo(RoutingTable.of(1, Map.of(SECOND, EMPTY)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"d-0000000001\":5}",
                "{\"d-0000000001\":{\"concurrency\":\"many\"}}",
                "{\"d-0000000001\":{\"concurrency\":0}}",
                "{\"not an id\":{\"concurrency\":1}}",
                "{\"d-0000000001\":{\"concurrency\":1,\"targets\":[{\"plane\":\"a\",\"weight\":0,\"gateway\":\"http://a\"}]}}"
            })
    void whatIsNotARoutingTableIsRefused(String routes) {
        assertThatIllegalArgumentException().isThrownBy(() -> decode(routes));
    }

    private static RoutingTable decode(String routes) {
        return RoutingTableCodec.decode(
                Map.of("version", "1", "checksum", Sha256.hex(routes), "routes", routes));
    }
}
