package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.LoopWorld.inShard;
import static dev.mcm.atc.loop.LoopWorld.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.ManifestPolicy;
import dev.mcm.atc.core.manifest.RouteShardManifest;
import dev.mcm.atc.core.plane.RemovalPolicy;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RouteTarget;
import dev.mcm.shared.plane.RoutingTable;
import dev.mcm.shared.time.ManualTime;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PlaneRoutesTest {
    private static final Epoch SEVEN = new Epoch(7);
    private static final Duration RESYNC = Duration.ofMinutes(1);
    private static final ManifestKey SYSTEM = ManifestPolicy.systemNamespace().key();

    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final FakePlaneApi api = new FakePlaneApi();
    private final PlaneGate gate = new PlaneGate();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger attempts = new AtomicInteger();
    private Optional<Epoch> reign = Optional.of(SEVEN);
    private final RouteBook book = new RouteBook(() -> reign);
    private final PlaneMeters meters = new PlaneMeters(new PlaneId("p1"), registry);
    private final PlaneRoutes routes =
            new PlaneRoutes(
                    api,
                    gate,
                    book,
                    new PusherSettings(time, Duration.ofSeconds(2), RESYNC, RemovalPolicy.DEFAULT),
                    meters);

    PlaneRoutesTest() {
        LoopWorld.namespace(api, PlaneNames.SYSTEM_NAMESPACE);
        gate.open();
    }

    private static Route route(int weight) {
        RouteTarget target =
                new RouteTarget(new PlaneId("p1"), weight, URI.create("http://gateway-p1"));
        return new Route(1, 1, 60, 30, List.of(target));
    }

    /// A route in each shard.
    private static Map<DeploymentId, Route> everywhere(int weight) {
        Map<DeploymentId, Route> all = new HashMap<>();
        IntStream.range(0, PlaneNames.ROUTE_SHARDS)
                .forEach(shard -> all.put(inShard(shard), route(weight)));
        return all;
    }

    private void refuse(String verb, int shard, PlaneApiException.Kind kind) {
        api.hostile((called, object) -> {
            if (called.equals(verb) && object.endsWith(PlaneNames.routeConfigMap(shard))) {
                attempts.incrementAndGet();
                throw new PlaneApiException(kind, "webhook says no", null);
            }
        });
    }

    private List<Integer> shardsWithWeight(int weight) {
        return IntStream.range(0, PlaneNames.ROUTE_SHARDS)
                .filter(shard ->
                        table(api, shard)
                                .filter(it -> it.routes().containsValue(route(weight)))
                                .isPresent())
                .boxed()
                .toList();
    }

    private double failing() {
        return registry.get("mcm.atc.route.shards.failing").tag("plane", "p1").gauge().value();
    }

    @Test
    void everyShardCarriesTheEpochOfTheReign() {
        book.replace(SEVEN, everywhere(1));

        routes.tick();

        assertThat(shardsWithWeight(1)).hasSize(64);
        assertThat(table(api, 13)).get().extracting(RoutingTable::epoch).isEqualTo(SEVEN);
        int writes = api.writes().size();
        time.advance(RESYNC);
        routes.tick();
        assertThat(api.writes()).hasSize(writes);
    }

    @Test
    void aShardThatIsRefusedBacksOffOnItsOwnAndIsCounted() {
        refuse("apply", 5, PlaneApiException.Kind.REFUSED);
        book.replace(SEVEN, everywhere(1));
        routes.tick();
        assertThat(shardsWithWeight(1)).hasSize(63).doesNotContain(5);
        assertThat(failing()).isEqualTo(1);

        for (int second = 0; second < 600; second++) {
            time.advance(Duration.ofSeconds(1));
            routes.tick();
        }

        // 1, 2, 4 … 32, 60 s, each shortened by at most half.
        assertThat(attempts).hasValueBetween(10, 32);
        assertThat(registry.get("mcm.atc.route.failures").counter().count())
                .isEqualTo(attempts.get());
        book.replace(SEVEN, everywhere(2));
        routes.tick();
        assertThat(shardsWithWeight(2)).hasSize(63);

        api.hostile((_, _) -> {});
        time.advance(RESYNC);
        routes.tick();
        assertThat(shardsWithWeight(2)).hasSize(64);
        assertThat(failing()).isZero();
    }

    @Test
    void aConfigMapOfSomebodyElseIsLeftAloneAndStopsNoOther() {
        Map<String, Object> foreign =
                Map.of("metadata", Map.of("name", "mcm-routes-05"), "data", Map.of("a", "b"));
        api.meddle(RouteShardManifest.key(5), foreign);
        book.replace(SEVEN, everywhere(1));

        routes.tick();

        assertThat(shardsWithWeight(1).stream().filter(shard -> shard > 5)).hasSize(58);
        assertThat(api.peek(RouteShardManifest.key(5)).orElseThrow().data())
                .isEqualTo(Map.of("a", "b"));
    }

    @Test
    void aShardThatIsLargerThanAConfigMapMayBeIsNotSentAndStopsNoOther() {
        Map<DeploymentId, Route> all = everywhere(1);
        DeploymentId large = inShard(5);
        all.put(large, new Route(1, 1, 60, 30, Collections.nCopies(20_000, target())));
        book.replace(SEVEN, all);

        routes.tick();

        assertThat(shardsWithWeight(1)).hasSize(63).doesNotContain(5);
        assertThat(failing()).isEqualTo(1);
        all.put(large, route(1));
        book.replace(SEVEN, all);
        time.advance(Duration.ofSeconds(2));
        routes.tick();
        assertThat(shardsWithWeight(1)).hasSize(64);
    }

    private static RouteTarget target() {
        return new RouteTarget(new PlaneId("p1"), 1, URI.create("http://gateway-of-plane-p1:80"));
    }

    @Test
    void anEndOfTheReignIsSeenBeforeEachWrite() {
        book.replace(SEVEN, everywhere(1));
        api.beforeNextWrite(() -> reign = Optional.empty());

        routes.tick();

        assertThat(shardsWithWeight(1)).containsExactly(0);
    }

    @Test
    void anEndOfTheReignBetweenReadingAShardAndWritingItIsSeen() {
        book.replace(SEVEN, everywhere(1));
        api.hostile((verb, object) -> {
            if (verb.equals("get") && object.endsWith("mcm-routes-03")) {
                reign = Optional.of(new Epoch(9));
            }
        });

        routes.tick();

        assertThat(shardsWithWeight(1)).containsExactly(0, 1, 2);
    }

    @Test
    void routesOfALaterReignAreNotReplacedWhateverTheirVersion() {
        LoopWorld.put(
                api,
                RouteShardManifest.of(
                        5, RoutingTable.of(new Epoch(8), 1, Map.of(inShard(5), route(99)))));
        LoopWorld.put(
                api,
                RouteShardManifest.of(
                        6, RoutingTable.of(new Epoch(6), 50, Map.of(inShard(6), route(99)))));
        book.replace(SEVEN, everywhere(1));

        routes.tick();

        assertThat(shardsWithWeight(99)).containsExactly(5);
        assertThat(shardsWithWeight(1)).hasSize(63);
        assertThat(failing()).isEqualTo(1);
    }

    @Test
    void aConflictIsReadAgainAtOnce() {
        book.replace(SEVEN, everywhere(1));
        routes.tick();
        api.beforeNextWrite(
                () -> LoopWorld.put(api, RouteShardManifest.of(0, RoutingTable.of(9, Map.of()))));
        book.replace(SEVEN, everywhere(2));

        routes.tick();

        assertThat(shardsWithWeight(2)).hasSize(64);
        assertThat(table(api, 0)).get().extracting(RoutingTable::tableVersion).isEqualTo(10L);
    }

    @Test
    void aMissingNamespaceIsMadeAndOneThatMayNotBeMadeIsAFailureLikeAnother() {
        api.lose(SYSTEM);
        book.replace(SEVEN, everywhere(1));
        api.hostile((verb, object) -> {
            if (verb.equals("apply") && object.equals(SYSTEM.toString())) {
                throw new PlaneApiException(PlaneApiException.Kind.REFUSED, "403", null);
            }
        });
        routes.tick();
        assertThat(failing()).isEqualTo(64);

        api.hostile((_, _) -> {});
        time.advance(Duration.ofSeconds(2));
        routes.tick();

        assertThat(shardsWithWeight(1)).hasSize(64);
        assertThat(failing()).isZero();
    }

    @Test
    void aPlaneThatDoesNotAnswerIsAskedOnceAndCountsAsNoFailingShard() {
        refuse("get", 5, PlaneApiException.Kind.UNREACHABLE);
        book.replace(SEVEN, everywhere(1));

        routes.tick();

        assertThat(gate.isOpen()).isFalse();
        assertThat(shardsWithWeight(1)).hasSize(5);
        assertThat(failing()).isZero();
    }

    @Test
    void aShardThatAlwaysTimesOutStopsNoOtherOnceThePlaneAnswersTheProbe() {
        refuse("get", 5, PlaneApiException.Kind.UNREACHABLE);
        book.replace(SEVEN, everywhere(1));
        routes.tick();

        gate.open();
        routes.tick();

        assertThat(shardsWithWeight(1)).hasSize(63).doesNotContain(5);
        assertThat(gate.isOpen()).isTrue();
        assertThat(failing()).isEqualTo(1);
    }
}
