package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.LoopWorld.await;
import static dev.mcm.atc.loop.LoopWorld.httpRoute;
import static dev.mcm.atc.loop.LoopWorld.id;
import static dev.mcm.atc.loop.LoopWorld.leftover;
import static dev.mcm.atc.loop.LoopWorld.service;
import static dev.mcm.atc.loop.LoopWorld.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.push.HeldRemoval;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a pusher removes of what it finds on a plane, and what waits for an operator.
final class RemovalGuardTest {
    private static final PlaneId P1 = new PlaneId("p1");
    private static final int MANY = 10;

    private final LoopWorld world = new LoopWorld();
    private final FakePlaneApi plane = world.plane("p1");

    @AfterEach
    void stop() throws Exception {
        world.close();
    }

    private void strays(int from, int count) {
        for (int number = from; number < from + count; number++) {
            leftover(plane, id(number), workload(id(number)), number);
            leftover(plane, id(number), service(id(number)), number);
            leftover(plane, id(number), httpRoute(id(number)), number);
        }
        world.database.versionsUpTo(from + count);
    }

    private long there(int from, int count) {
        long there = 0;
        for (int number = from; number < from + count; number++) {
            DeploymentId id = id(number);
            there += plane.peek(workload(id)).isPresent() ? 1 : 0;
        }
        return there;
    }

    private int held() {
        return world.database.removals.held(P1).stream()
                .filter(row -> !row.isReleased())
                .mapToInt(HeldRemoval::objects)
                .sum();
    }

    private static double gauge(LoopWorld.TestRole pusher) {
        return pusher.meters.get("mcm.atc.removals.held").tag("plane", "p1").gauge().value();
    }

    @Test
    void whatNobodyHasAskedForStaysUntilItIsReleasedWhileAllElseGoesOn() throws Exception {
        strays(1, MANY);
        LoopWorld.TestRole pusher = world.pusher();
        pusher.lead(1);
        await("removals to be held", () -> held() == 3 * MANY);
        pusher.place(id(100), "p1", 1);
        await("a push", () -> plane.peek(service(id(100))).isPresent());
        LoopWorld.settle();

        assertThat(there(1, MANY)).isEqualTo(MANY);
        assertThat(gauge(pusher)).isEqualTo(3 * MANY);
        assertThat(world.database.removals.writes()).as("rows are written once").isEqualTo(1);

        world.database.removals.release(P1);

        await("the leftovers to go", () -> there(1, MANY) == 0);
        await("no rows to be left", () -> world.database.removals.held(P1).isEmpty());
        assertThat(gauge(pusher)).isZero();
        assertThat(plane.peek(service(id(100)))).isPresent();
    }

    @Test
    void whatIsFoundAfterTheReleaseIsHeldAnewAndTheNextLeaderObeysTheRelease() throws Exception {
        strays(1, MANY);
        LoopWorld.TestRole first = world.pusher();
        first.lead(1);
        await("removals to be held", () -> held() == 3 * MANY);
        first.loseLease();
        world.database.removals.release(P1);
        strays(50, MANY);

        world.pusher().lead(2);

        await("what was released to go", () -> there(1, MANY) == 0);
        await("the others to be held", () -> held() == 3 * MANY);
        LoopWorld.settle();
        assertThat(there(50, MANY)).isEqualTo(MANY);
    }

    @Test
    void whatWasDeletedWhileThePlaneWasLostGoesUnasked() throws Exception {
        strays(1, MANY);
        for (int number = 1; number <= MANY; number++) {
            world.database.removals.delete(id(number));
        }

        world.pusher().lead(1);

        await("the leftovers to go", () -> there(1, MANY) == 0);
        assertThat(world.database.removals.writes()).isZero();
    }

    /// The database knows that it has pushed them here, and that they have left.
    @Test
    void whatHasMovedAwayWhileThePlaneWasLostGoesUnasked() throws Exception {
        world.plane("p2");
        LoopWorld.TestRole pusher = world.pusher();
        pusher.lead(1);
        for (int number = 1; number <= MANY; number++) {
            pusher.place(id(number), "p1", 1);
        }
        await("all to be pushed", () -> there(1, MANY) == MANY);
        await(
                "all to be recorded",
                () -> world.database.pushed(id(MANY), "p1").isPresent() && behind() == 0);
        plane.down(true);
        for (int number = 1; number <= MANY; number++) {
            world.database.move(id(number), "p1", "p2");
            pusher.changed("placements", id(number).value(), "p2", FakeDatabase.CPU.value());
        }
        LoopWorld.settle();

        plane.down(false);

        await("all to go", () -> there(1, MANY) == 0);
        assertThat(held()).isZero();
    }

    /// A backup was restored that knows none of them, and goes on giving out versions.
    @Test
    void aDatabaseThatWentBackRemovesNothingHoweverFarItGoesOn() throws Exception {
        strays(1000, MANY);
        FakeDatabase older = world.database;
        older.versionsBack();
        LoopWorld.TestRole pusher = world.pusher();
        pusher.lead(1);
        LoopWorld.settle();
        for (int step = 0; step < MANY; step++) {
            older.versionsUpTo(1000 + step);
            LoopWorld.settle();
        }

        assertThat(there(1000, MANY)).isEqualTo(MANY);
        await("removals to be held", () -> held() == 3 * MANY);
    }

    @Test
    void whileAKindCannotBeListedRowsStayAsTheyAre() throws Exception {
        strays(1, MANY);
        world.pusher().lead(1);
        await("removals to be held", () -> held() == 3 * MANY);

        plane.hostile((verb, object) -> {
            if (verb.equals("list") && object.equals("ReplicaSet")) {
                throw new IllegalStateException("no list");
            }
        });
        LoopWorld.settle();

        assertThat(held()).isEqualTo(3 * MANY);
        assertThat(there(1, MANY)).isEqualTo(MANY);
    }

    private int behind() {
        return world.database.state("p1").getBehind();
    }
}
