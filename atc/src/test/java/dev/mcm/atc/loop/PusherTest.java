package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.LoopWorld.await;
import static dev.mcm.atc.loop.LoopWorld.httpRoute;
import static dev.mcm.atc.loop.LoopWorld.id;
import static dev.mcm.atc.loop.LoopWorld.inShard;
import static dev.mcm.atc.loop.LoopWorld.leftover;
import static dev.mcm.atc.loop.LoopWorld.route;
import static dev.mcm.atc.loop.LoopWorld.service;
import static dev.mcm.atc.loop.LoopWorld.settle;
import static dev.mcm.atc.loop.LoopWorld.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.manifest.RouteShardManifest;
import dev.mcm.atc.core.plane.FoundCluster;
import dev.mcm.atc.loop.LoopWorld.TestRole;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.plane.PlaneNames;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PusherTest {
    private static final DeploymentId ONE = id(1);
    private static final DeploymentId STRAY = id(9);

    private final LoopWorld world = new LoopWorld();
    private final FakePlaneApi plane = world.plane("p1");

    @AfterEach
    void stop() throws Exception {
        world.close();
    }

    private TestRole leader() throws Exception {
        TestRole pusher = world.pusher();
        pusher.lead(1);
        return pusher;
    }

    private static PlaneApiException refused(String why) {
        return new PlaneApiException(PlaneApiException.Kind.REFUSED, why, null);
    }

    private static PlaneApiException unreachable(String why) {
        return new PlaneApiException(PlaneApiException.Kind.UNREACHABLE, why, null);
    }

    @Test
    void leftoversOfOneDeploymentWithDifferentVersionsAllGo() throws Exception {
        world.database.versionsUpTo(20);
        leftover(plane, STRAY, workload(STRAY), 12);
        leftover(plane, STRAY, workload(STRAY, "gpu"), 9);
        leftover(plane, STRAY, service(STRAY), 5);
        leftover(plane, STRAY, httpRoute(STRAY), 5);
        world.database.removals.delete(STRAY);

        leader();

        await(
                "all leftovers to go",
                () ->
                        plane.peek(workload(STRAY)).isEmpty()
                                && plane.peek(workload(STRAY, "gpu")).isEmpty()
                                && plane.peek(service(STRAY)).isEmpty()
                                && plane.peek(httpRoute(STRAY)).isEmpty());
    }

    @Test
    void leftoversWhoseFenceANewerDatabaseHasRaisedStay() throws Exception {
        world.database.versionsUpTo(20);
        leftover(plane, STRAY, workload(STRAY), 9);
        new Fences(plane).raise(FakeDatabase.ACME, STRAY, 1_000_000);
        TestRole pusher = leader();
        pusher.place(ONE, "p1", 1);
        await("the push", () -> plane.peek(workload(ONE)).isPresent());

        settle();

        assertThat(plane.peek(workload(STRAY))).isPresent();
    }

    @Test
    void aKindThatCannotBeListedStopsNeitherPushesNorTheRepairOfTheOthers() throws Exception {
        plane.hostile((verb, object) -> {
            if (verb.equals("list") && object.equals("HTTPRoute")) {
                throw refused("list of httproutes: 403");
            }
        });
        TestRole pusher = leader();
        long version = pusher.place(ONE, "p1", 1);

        await("the push", () -> plane.peek(workload(ONE)).isPresent());
        await(
                "its result",
                () ->
                        world.database
                                .pushed(ONE, "p1")
                                .filter(push -> push.appliedVersion() == version)
                                .isPresent());
        plane.lose(service(ONE));
        await("the Service to be back", () -> plane.peek(service(ONE)).isPresent());
        leftover(plane, STRAY, workload(STRAY), 1);
        leftover(plane, STRAY, httpRoute(STRAY), 1);
        await("the leftover to go", () -> plane.peek(workload(STRAY)).isEmpty());
        settle();
        assertThat(plane.peek(httpRoute(STRAY))).isPresent();
    }

    @Test
    void aListThatTimesOutLetsPushesGoOn() throws Exception {
        plane.hostile((verb, object) -> {
            if (verb.equals("list") && object.equals("Service")) {
                throw unreachable("list of services: no answer within 10 s");
            }
        });
        TestRole pusher = leader();
        for (int number = 100; number < 130; number++) {
            DeploymentId next = id(number);
            pusher.place(next, "p1", 1);
            await("the push of " + next, () -> plane.peek(workload(next)).isPresent());
        }
    }

    @Test
    void aShardThatThePlaneRefusesStopsNoOther() throws Exception {
        LoopWorld.namespace(plane, PlaneNames.SYSTEM_NAMESPACE);
        plane.meddle(
                RouteShardManifest.key(5),
                Map.of("metadata", Map.of("name", "mcm-routes-05"), "data", Map.of("a", "b")));
        TestRole pusher = leader();
        DeploymentId after = inShard(6);
        DeploymentId last = inShard(63);
        pusher.place(after, "p1", 1);
        pusher.place(last, "p1", 1);

        await("the shard behind it", () -> route(plane, after).isPresent());
        await("the last shard", () -> route(plane, last).isPresent());
        assertThat(plane.peek(RouteShardManifest.key(5)).orElseThrow().data())
                .containsOnlyKeys("a");
    }

    @Test
    void routesOfAnEarlierReignAreNeverWritten() throws Exception {
        TestRole first = leader();
        first.place(ONE, "p1", 1);
        await("the route", () -> route(plane, ONE).isPresent());
        first.loseLease();
        TestRole second = world.pusher();
        second.lead(2);
        DeploymentId two = id(2);
        second.place(two, "p1", 1);
        await("the route of the second", () -> route(plane, two).isPresent());
        second.loseLease();
        CountDownLatch read = new CountDownLatch(1);
        first.beforeRoutes(() -> awaitUninterrupted(read));
        int writes = settledShardWrites();

        first.lead(3);
        settle();

        assertThat(route(plane, two)).isPresent();
        assertThat(shardWrites()).isEqualTo(writes);
        world.database.remove(ONE);
        read.countDown();
        await("the route of the deleted one to go", () -> route(plane, ONE).isEmpty());
        assertThat(route(plane, two)).isPresent();
    }

    @Test
    void aPusherThatDoesNotKnowThatItsLeaseIsGoneOverwritesNoNewerRoutes() throws Exception {
        TestRole frozen = leader();
        frozen.place(ONE, "p1", 1);
        await("the route", () -> weight() == 1);
        CountDownLatch resumed = new CountDownLatch(1);
        frozen.beforeRoutes(() -> awaitUninterrupted(resumed));
        settle();
        TestRole second = world.pusher();
        second.lead(2);
        second.place(ONE, "p1", 7);
        await("the route of the second", () -> weight() == 7);
        int writes = settledShardWrites();

        settle();

        assertThat(weight()).isEqualTo(7);
        assertThat(shardWrites()).isEqualTo(writes);
        resumed.countDown();
    }

    /// A pusher that has lost its lease, or has just led, may be in the middle of its shards.
    private int settledShardWrites() throws InterruptedException {
        int before;
        do {
            before = shardWrites();
            settle();
        } while (shardWrites() != before);
        return before;
    }

    private int weight() {
        return route(plane, ONE).map(route -> route.targets().getFirst().weight()).orElse(0);
    }

    @Test
    void aKindThatCannotBeListedIsMeasuredByPlaneWhileThisProcessLeads() throws Exception {
        plane.hostile((verb, object) -> {
            if (verb.equals("list") && object.equals("HTTPRoute")) {
                throw refused("list of httproutes: 403");
            }
        });
        TestRole pusher = leader();
        await("the gauge", () -> failing(pusher, "http_route") == 1);
        assertThat(failing(pusher, "deployment")).isZero();

        pusher.loseLease();

        await(
                "the gauge to go",
                () -> pusher.meters.find("mcm.atc.resync.failing").gauges().isEmpty());
    }

    private static double failing(TestRole pusher, String kind) {
        return pusher.meters
                .get("mcm.atc.resync.failing")
                .tags("plane", "p1", "kind", kind)
                .gauge()
                .value();
    }

    @Test
    void aPlaneThatDoesNotSayWhoItIsIsPushedToAndNeverPruned() throws Exception {
        plane.is(new FoundCluster.Unreadable("403"));
        leftover(plane, STRAY, workload(STRAY), 1);
        world.database.versionsUpTo(10);
        TestRole pusher = leader();
        pusher.place(ONE, "p1", 1);
        await("the push", () -> plane.peek(workload(ONE)).isPresent());
        leftover(plane, ONE, workload(ONE, "old"), 1);

        settle();

        assertThat(plane.peek(workload(STRAY))).isPresent();
        assertThat(plane.peek(workload(ONE, "old"))).isPresent();
        plane.is(new FoundCluster.Named("uid-1"));
        await("the leftovers to go", () -> plane.peek(workload(STRAY)).isEmpty());
        await("those of the placed one", () -> plane.peek(workload(ONE, "old")).isEmpty());
    }

    @Test
    void aPlaneWhoseWorkerCannotStartKeepsNoOtherFromBeingServed() throws Exception {
        world.database.plane("a-broken-one");
        TestRole pusher = leader();
        pusher.place(ONE, "p1", 1);
        await("the push", () -> plane.peek(workload(ONE)).isPresent());
    }

    @Test
    void anErrorInAPlanesLoopDoesNotEndIt() throws Exception {
        TestRole pusher = leader();
        pusher.place(ONE, "p1", 1);
        await("the push", () -> plane.peek(workload(ONE)).isPresent());
        AtomicBoolean once = new AtomicBoolean(true);
        world.database.beforeTasks(() -> {
            if (once.getAndSet(false)) {
                throw new AssertionError("a bug");
            }
        });
        DeploymentId two = id(2);
        pusher.place(two, "p1", 1);
        await("the next push", () -> plane.peek(workload(two)).isPresent());
        assertThat(once).isFalse();
    }

    @Test
    void anErrorInOnePushLeavesItsDeploymentInTheQueue() throws Exception {
        AtomicBoolean once = new AtomicBoolean(true);
        plane.hostile((verb, object) -> {
            if (verb.equals("apply") && object.contains(ONE.value()) && once.getAndSet(false)) {
                throw new StackOverflowError("a bug");
            }
        });
        TestRole pusher = leader();
        pusher.place(ONE, "p1", 1);
        await("the push", () -> plane.peek(workload(ONE)).isPresent());
        assertThat(once).isFalse();
    }

    private int shardWrites() {
        return (int) plane.writes().stream().filter(write -> write.contains("mcm-routes")).count();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
