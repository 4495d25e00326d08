package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.LoopWorld.await;
import static dev.mcm.atc.loop.LoopWorld.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.type.v1.FailingPush;
import dev.mcm.type.v1.PushState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a pusher says of a plane: each thing that can go wrong there by itself is named.
final class PushStateTest {
    private final LoopWorld world = new LoopWorld();

    @AfterEach
    void stop() throws Exception {
        world.close();
    }

    private PushState state() {
        return world.database.state("p1");
    }

    private static PlaneApiException refused(String why) {
        return new PlaneApiException(PlaneApiException.Kind.REFUSED, why, null);
    }

    @Test
    void aPlaneThatIsAsItShouldBeSaysSo() throws Exception {
        world.plane("p1");
        LoopWorld.TestRole pusher = world.pusher();
        pusher.lead(7);
        pusher.place(id(1), "p1", 1);

        await("all to be there", () -> state().getObjects() == 4 && state().getBehind() == 0);
        await("the routes", () -> state().getRoutes().getShardsBehind() == 0);
        PushState state = state();
        assertThat(state.getReachable()).isTrue();
        assertThat(state.hasReachableSince()).isTrue();
        assertThat(state.hasComparedAt()).isTrue();
        assertThat(state.getCompareError()).isEmpty();
        assertThat(state.getFailing()).isZero();
        assertThat(state.getRoutes().getEpoch()).isEqualTo(7);
        assertThat(state.getRoutes().getTableVersion()).isPositive();
        assertThat(gauge(pusher, "mcm.atc.push.behind")).isZero();
    }

    @Test
    void aPushThatFailsNamesTheCallAndSinceWhenAndIsBehind() throws Exception {
        FakePlaneApi plane = world.plane("p1");
        plane.hostile((verb, object) -> {
            if (verb.equals("apply") && object.startsWith("Service")) {
                throw refused("no services today");
            }
        });
        LoopWorld.TestRole pusher = world.pusher();
        pusher.lead(1);
        pusher.place(id(1), "p1", 1);

        await("the failure to be said", () -> state().getFailing() == 1);
        FailingPush failing = state().getFailingPushes(0);
        assertThat(failing.getDeployment()).isEqualTo(id(1).value());
        assertThat(failing.getCall()).isEqualTo("apply services");
        assertThat(failing.getError()).contains("no services today");
        assertThat(state().getBehind()).isEqualTo(1);
        assertThat(state().hasBehindSince()).isTrue();
        assertThat(gauge(pusher, "mcm.atc.push.failing")).isEqualTo(1);

        LoopWorld.settle();
        assertThat(state().getFailingPushes(0).getSince()).isEqualTo(failing.getSince());

        plane.hostile((_, _) -> {});
        await("no failure to be left", () -> state().getFailing() == 0);
        assertThat(state().getFailingPushesCount()).isZero();
    }

    @Test
    void aComparisonThatDoesNotComeToItsEndNamesTheKindAndKeepsTheLastWholeOne() throws Exception {
        FakePlaneApi plane = world.plane("p1");
        LoopWorld.TestRole pusher = world.pusher();
        pusher.lead(1);
        await("a whole comparison", () -> state().hasComparedAt());

        plane.hostile((verb, object) -> {
            if (verb.equals("list") && object.equals("HTTPRoute")) {
                throw refused("forbidden");
            }
        });

        await("the failure to be said", () -> !state().getCompareError().isEmpty());
        assertThat(state().getCompareError()).contains("list httproutes").contains("forbidden");
        assertThat(state().hasCompareFailingSince()).isTrue();
        assertThat(state().hasComparedAt()).isTrue();
    }

    @Test
    void aShardThatIsNotTakenIsCountedAndSaysWhy() throws Exception {
        FakePlaneApi plane = world.plane("p1");
        plane.hostile((verb, object) -> {
            if (verb.equals("apply") && object.contains(PlaneNames.routeConfigMap(3))) {
                throw refused("too large");
            }
        });
        world.pusher().lead(1);

        await("the shard to be said", () -> state().getRoutes().getShardsFailing() == 1);
        assertThat(state().getRoutes().getError()).contains("too large");
        assertThat(state().getRoutes().hasFailingSince()).isTrue();
        assertThat(state().getRoutes().getShardsBehind()).isPositive();
    }

    @Test
    void aPlaneThatDoesNotAnswerSaysWhy() throws Exception {
        FakePlaneApi plane = world.plane("p1");
        world.pusher().lead(1);
        await("the plane to be there", () -> state().getReachable());

        plane.down(true);

        await("the plane to be gone", () -> !state().getReachable());
        assertThat(state().getUnreachableReason()).isNotEmpty();
        assertThat(state().hasReachableSince()).isTrue();
    }

    private static double gauge(LoopWorld.TestRole pusher, String name) {
        return pusher.meters.get(name).tag("plane", "p1").gauge().value();
    }
}
