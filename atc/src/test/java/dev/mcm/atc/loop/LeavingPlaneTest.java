package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.LoopWorld.await;
import static dev.mcm.atc.loop.LoopWorld.id;
import static dev.mcm.atc.loop.LoopWorld.route;
import static dev.mcm.atc.loop.LoopWorld.settle;
import static dev.mcm.atc.loop.LoopWorld.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.loop.LoopWorld.TestRole;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A deployment moves from plane p1 to plane p2, or stops.
final class LeavingPlaneTest {
    private static final DeploymentId ONE = id(1);

    private final LoopWorld world = new LoopWorld();
    private final FakePlaneApi p1 = world.plane("p1");
    private final FakePlaneApi p2 = world.plane("p2");
    private final AtomicBoolean refusing = new AtomicBoolean();
    private final Set<String> named = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() throws Exception {
        world.close();
    }

    /// Serving on both planes, with routes that name both.
    private TestRole onBoth() throws Exception {
        TestRole pusher = world.pusher();
        pusher.lead(1);
        pusher.place(ONE, "p1", 1);
        pusher.place(ONE, "p2", 1);
        await("routes of p1", () -> names(p1, "p1") && names(p1, "p2"));
        await("routes of p2", () -> names(p2, "p1") && names(p2, "p2"));
        await("the push", () -> p1.peek(workload(ONE)).isPresent());
        await("its result", () -> world.database.pushed(ONE, "p1").isPresent());
        return pusher;
    }

    @Test
    void itsLastReplicasGoWhenNoGatewaySendsRequestsThereAnyMore() throws Exception {
        TestRole pusher = onBoth();
        watchRemovals();

        pusher.place(ONE, "p1", 0);

        theyStayUntilP2TakesItsRoutes();
    }

    @Test
    void whenItStopsItsReplicasGoWhenNoGatewaySendsRequestsThereAnyMore() throws Exception {
        TestRole pusher = onBoth();
        watchRemovals();

        world.database.stop(ONE);
        pusher.changed("deployments", ONE.value());

        theyStayUntilP2TakesItsRoutes();
        await("the others to go", () -> p2.peek(workload(ONE)).isEmpty());
        assertThat(pusher.meters.get("mcm.atc.last.replicas.forced").counter().count()).isZero();
    }

    /// From now on p2 takes no routes, and what routes say when replicas of p1 are told to go is
    /// remembered.
    private void watchRemovals() {
        p1.hostile((verb, object) -> {
            if (verb.equals("delete") && object.equals(workload(ONE).toString())) {
                named.add(names(p1, "p1") + "/" + names(p2, "p1"));
            }
        });
        p2.hostile((verb, object) -> {
            if (refusing.get() && verb.equals("apply") && object.contains("mcm-routes")) {
                throw new PlaneApiException(PlaneApiException.Kind.REFUSED, "not now", null);
            }
        });
        refusing.set(true);
    }

    private void theyStayUntilP2TakesItsRoutes() throws InterruptedException {
        await("the routes of p1", () -> !names(p1, "p1"));
        settle();
        settle();
        assertThat(p1.peek(workload(ONE))).isPresent();
        refusing.set(false);
        await("the replicas to go", () -> p1.peek(workload(ONE)).isEmpty());
        assertThat(named).containsExactly("false/false");
    }

    @Test
    void ofADeploymentThatServesNowhereElseTheyGoAtOnce() throws Exception {
        TestRole pusher = onBoth();
        pusher.place(ONE, "p2", 0);
        await("the other to go", () -> p2.peek(workload(ONE)).isEmpty());

        pusher.place(ONE, "p1", 0);

        await("these to go", () -> p1.peek(workload(ONE)).isEmpty());
        assertThat(pusher.meters.get("mcm.atc.last.replicas.forced").counter().count()).isZero();
    }

    private static boolean names(FakePlaneApi plane, String target) {
        return route(plane, ONE)
                .filter(route ->
                        route.targets().stream()
                                .anyMatch(at -> at.plane().equals(new PlaneId(target))))
                .isPresent();
    }
}
