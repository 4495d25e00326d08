package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.LoopWorld.id;
import static org.assertj.core.api.Assertions.assertThat;

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

    private boolean mustStay(PushTask task) {
        return last.stay(task).isPositive();
    }

    private static PushTask stopped() {
        PushTask served = task(3, false);
        return new PushTask(FakeDatabase.stopped(ID), served.placements(), served.last(), false);
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
        assertThat(mustStay(task(0, true))).isTrue();

        onP1.has(SHARD, to("p2"));
        assertThat(mustStay(task(0, true))).isTrue();

        time.advance(Duration.ofSeconds(2));
        onP2.has(SHARD, to("p2"));
        assertThat(mustStay(task(0, true))).as("gateways follow").isTrue();
        time.advance(LastReplicas.FOLLOWING);
        assertThat(mustStay(task(0, true))).isFalse();

        last.gone(ID);
        assertThat(registry.get("mcm.atc.last.replicas").timer().count()).isEqualTo(1);
        assertThat(registry.get("mcm.atc.last.replicas.forced").counter().count()).isZero();
    }

    @Test
    void whatIsNotKnownOfAPlaneMayNameTheirs() {
        onP1.has(SHARD, to("p2"));
        assertThat(mustStay(task(0, true))).isTrue();

        onP2.has(SHARD, Map.of());
        assertThat(mustStayAfterFollowing()).isFalse();
        onP2.isUnknown(SHARD);
        assertThat(mustStay(task(0, true))).isTrue();
    }

    private boolean mustStayAfterFollowing() {
        last.stay(task(0, true));
        time.advance(LastReplicas.FOLLOWING);
        return mustStay(task(0, true));
    }

    @Test
    void gatewaysHaveTimeToFollowFromWhenNoRouteNamesThePlane() {
        onP1.has(SHARD, to("p2"));
        onP2.has(SHARD, to("p2"));
        assertThat(last.stay(task(0, true))).isEqualTo(LastReplicas.FOLLOWING);
        time.advance(Duration.ofMillis(600));
        assertThat(last.stay(task(0, true))).isEqualTo(LastReplicas.FOLLOWING.minusMillis(600));

        onP1.has(SHARD, to("p1", "p2"));
        assertThat(mustStay(task(0, true))).isTrue();
        time.advance(LastReplicas.FOLLOWING);
        onP1.has(SHARD, to("p2"));

        assertThat(last.stay(task(0, true))).isEqualTo(LastReplicas.FOLLOWING);
    }

    @Test
    void thoseThatStayLongAreLookedAtLessOften() {
        onP1.has(SHARD, to("p1"));
        onP2.has(SHARD, to("p1"));
        int looks = 0;
        for (Duration next = last.stay(task(0, true));
                next.isPositive();
                next = last.stay(task(0, true))) {
            looks++;
            time.advance(next);
        }

        assertThat(time.instant()).isEqualTo(Instant.EPOCH.plus(LastReplicas.LONGEST_STAY));
        assertThat(looks).isBetween(10, 40);
    }

    @Test
    void whatStopsStaysUntilNoPlaneNamesItAlsoWhenNothingElseServes() {
        onP1.has(SHARD, to("p1"));
        onP2.has(SHARD, to("p1"));
        assertThat(mustStay(stopped())).isTrue();

        onP1.has(SHARD, Map.of());
        onP2.has(SHARD, Map.of());
        assertThat(last.stay(stopped())).isEqualTo(LastReplicas.FOLLOWING);
        time.advance(LastReplicas.FOLLOWING);
        assertThat(mustStay(stopped())).isFalse();
    }

    @Test
    void whatStopsGoesInTheEndAlsoWhenNoPlaneTakesRoutes() {
        onP1.has(SHARD, to("p1"));
        onP2.has(SHARD, to("p1"));
        assertThat(mustStay(stopped())).isTrue();

        time.advance(LastReplicas.LONGEST_STAY);

        assertThat(mustStay(stopped())).isFalse();
        assertThat(registry.get("mcm.atc.last.replicas.forced").counter().count()).isEqualTo(1);
    }

    @Test
    void nobodyWaitsForAPlaneThatCannotBeReachedOrHasGone() {
        onP1.has(SHARD, to("p2"));
        onP2.has(SHARD, to("p1"));
        gate2.close();
        assertThat(mustStayAfterFollowing()).isFalse();

        gate2.open();
        assertThat(mustStay(task(0, true))).isTrue();
        onP2.close();
        assertThat(mustStayAfterFollowing()).isFalse();
    }

    @Test
    void theyGoAnywayAfterHalfAMinuteAndThatIsCountedOnce() {
        onP1.has(SHARD, to("p1"));
        onP2.has(SHARD, to("p2"));
        assertThat(mustStay(task(0, true))).isTrue();
        time.advance(Duration.ofSeconds(29));
        assertThat(mustStay(task(0, true))).isTrue();

        time.advance(Duration.ofSeconds(1));

        assertThat(mustStay(task(0, true))).isFalse();
        assertThat(mustStay(task(0, true))).isFalse();
        assertThat(registry.get("mcm.atc.last.replicas.forced").counter().count()).isEqualTo(1);
    }

    @Test
    void noOthersWait() {
        onP1.has(SHARD, to("p1"));
        onP2.has(SHARD, to("p1"));
        PushTask served = task(0, true);

        assertThat(mustStay(task(1, true))).as("some stay").isFalse();
        assertThat(mustStay(task(0, false))).as("no other serves").isFalse();
        assertThat(mustStay(new PushTask(served.deployment(), served.placements(), null, true)))
                .as("never pushed here")
                .isFalse();
    }
}
