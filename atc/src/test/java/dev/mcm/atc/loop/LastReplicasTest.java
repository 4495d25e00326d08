package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.LoopWorld.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.manifest.PushedDeployment;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RouteTarget;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.state.push.Push;
import dev.mcm.state.push.PushKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The last replicas on plane p1 are to go, while p2 serves too.
final class LastReplicasTest {
    private static final DeploymentId ID = id(1);
    private static final PlaneId P1 = new PlaneId("p1");
    private static final int SHARD = PlaneNames.routeShard(ID);

    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final RoutesInForce routes = new RoutesInForce();
    private final PlaneGate gate1 = open();
    private final PlaneGate gate2 = open();
    private final RoutesInForce.OnPlane onP1 = routes.join(gate1);
    private final RoutesInForce.OnPlane onP2 = routes.join(gate2);
    private final LastReplicas last = new LastReplicas(routes, time, new PlaneMeters(P1, registry));

    private static PlaneGate open() {
        PlaneGate gate = new PlaneGate();
        gate.open();
        return gate;
    }

    private static Map<DeploymentId, Route> to(String... planes) {
        List<RouteTarget> targets =
                Stream.of(planes)
                        .map(plane ->
                                new RouteTarget(
                                        new PlaneId(plane), 1, URI.create("http://" + plane)))
                        .toList();
        return Map.of(ID, new Route(1, 1, 60, 30, targets));
    }

    private static PushTask task(int replicas, boolean servedElsewhere) {
        Push push = new Push(new PushKey(ID, P1), 1, 1, "", 0, Instant.EPOCH, Instant.EPOCH);
        return new PushTask(
                FakeDatabase.facts(ID),
                List.of(FakeDatabase.placed(ID, replicas, 2)),
                push,
                servedElsewhere);
    }

    @Test
    void theyStayUntilNoPlaneNamesTheirs() {
        onP1.has(SHARD, to("p1", "p2"));
        onP2.has(SHARD, to("p1", "p2"));
        assertThat(last.mustStay(task(0, true))).isTrue();

        onP1.has(SHARD, to("p2"));
        assertThat(last.mustStay(task(0, true))).isTrue();

        time.advance(Duration.ofSeconds(2));
        onP2.has(SHARD, to("p2"));
        assertThat(last.mustStay(task(0, true))).isFalse();

        last.gone(ID);
        assertThat(registry.get("mcm.atc.last.replicas").timer().count()).isEqualTo(1);
        assertThat(registry.get("mcm.atc.last.replicas.forced").counter().count()).isZero();
    }

    @Test
    void whatIsNotKnownOfAPlaneMayNameTheirs() {
        onP1.has(SHARD, to("p2"));
        assertThat(last.mustStay(task(0, true))).isTrue();

        onP2.has(SHARD, Map.of());
        assertThat(last.mustStay(task(0, true))).isFalse();
        onP2.isUnknown(SHARD);
        assertThat(last.mustStay(task(0, true))).isTrue();
    }

    @Test
    void nobodyWaitsForAPlaneThatCannotBeReachedOrHasGone() {
        onP1.has(SHARD, to("p2"));
        onP2.has(SHARD, to("p1"));
        gate2.close();
        assertThat(last.mustStay(task(0, true))).isFalse();

        gate2.open();
        assertThat(last.mustStay(task(0, true))).isTrue();
        onP2.close();
        assertThat(last.mustStay(task(0, true))).isFalse();
    }

    @Test
    void theyGoAnywayAfterHalfAMinuteAndThatIsCountedOnce() {
        onP1.has(SHARD, to("p1"));
        onP2.has(SHARD, to("p2"));
        assertThat(last.mustStay(task(0, true))).isTrue();
        time.advance(Duration.ofSeconds(29));
        assertThat(last.mustStay(task(0, true))).isTrue();

        time.advance(Duration.ofSeconds(1));

        assertThat(last.mustStay(task(0, true))).isFalse();
        assertThat(last.mustStay(task(0, true))).isFalse();
        assertThat(registry.get("mcm.atc.last.replicas.forced").counter().count()).isEqualTo(1);
    }

    @Test
    void noOthersWait() {
        onP1.has(SHARD, to("p1"));
        onP2.has(SHARD, to("p1"));
        PushTask served = task(0, true);
        PushedDeployment facts = served.deployment();
        PushedDeployment stopped =
                new PushedDeployment(
                        ID, facts.organization(), facts.model(), 1, true, facts.spec());

        assertThat(last.mustStay(task(1, true))).as("some stay").isFalse();
        assertThat(last.mustStay(task(0, false))).as("no other serves").isFalse();
        assertThat(last.mustStay(new PushTask(facts, served.placements(), null, true)))
                .as("never pushed here")
                .isFalse();
        assertThat(last.mustStay(new PushTask(stopped, served.placements(), served.last(), true)))
                .as("it stops")
                .isFalse();
    }
}
