package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.LoopWorld.id;
import static dev.mcm.atc.loop.LoopWorld.leftover;
import static dev.mcm.atc.loop.LoopWorld.service;
import static dev.mcm.atc.loop.LoopWorld.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.state.push.Push;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of single pushes and resyncs, without the thread that waits on the queue.
final class PlanePusherTest {
    private static final PlaneId PLANE = new PlaneId("p1");
    private static final DeploymentId ONE = id(1);

    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final FakePlaneApi api = new FakePlaneApi();
    private final FakeDatabase database = new FakeDatabase();
    private final PlaneGate gate = new PlaneGate();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Optional<Epoch> reign = Optional.of(new Epoch(1));
    private final PlanePusher pusher =
            new PlanePusher(
                    api,
                    gate,
                    database.ports(() -> reign, _ -> api),
                    time,
                    new PlaneMeters(PLANE, registry));
    private final PlaneResync resync = new PlaneResync(PLANE, api, database);

    @BeforeEach
    void onePlaneThatAnswers() {
        database.plane("p1");
        gate.open();
    }

    private boolean push(DeploymentId id) {
        return pusher.push(id, task(id));
    }

    private PushTask task(DeploymentId id) {
        return database.tasks(PLANE, Set.of(id)).get(id);
    }

    private Set<DeploymentId> resync() {
        return pusher.learn(resync.compare(), _ -> false);
    }

    private Optional<Push> written(DeploymentId id) {
        pusher.writeResults();
        return database.pushed(id, "p1");
    }

    @Test
    void whatIsThereAlreadyIsNotEvenReadAgain() {
        database.place(ONE, "p1", 1);
        assertThat(push(ONE)).isTrue();
        assertThat(pusher.knows(ONE)).isTrue();
        api.hostile((verb, object) -> {
            throw new AssertionError(verb + " " + object);
        });

        assertThat(push(ONE)).isTrue();
    }

    @Test
    void aPushThatFailsIsToBeTriedAgainAndToldInThePlanesWords() {
        long version = database.place(ONE, "p1", 1);
        api.hostile((verb, _) -> {
            if (verb.equals("apply")) {
                throw new PlaneApiException(PlaneApiException.Kind.REFUSED, "no quota", null);
            }
        });

        assertThat(push(ONE)).isFalse();

        assertThat(pusher.knows(ONE)).isFalse();
        assertThat(written(ONE).orElseThrow().error()).isEqualTo("no quota");
        assertThat(written(ONE).orElseThrow().wantedVersion()).isEqualTo(version);
        assertThat(gate.isOpen()).isTrue();
        assertThat(registry.get("mcm.atc.push.failures").counter().count()).isEqualTo(1);
    }

    @Test
    void aPlaneThatDoesNotAnswerIsClosed() {
        database.place(ONE, "p1", 1);
        api.down(true);

        assertThat(push(ONE)).isFalse();

        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void aDeploymentThatIsGoneIsForgotten() {
        database.place(ONE, "p1", 1);
        push(ONE);
        database.remove(ONE);

        assertThat(push(ONE)).isTrue();

        assertThat(pusher.knows(ONE)).isFalse();
    }

    @Test
    void aResyncTakesOverWhatIsAsItShouldBeAndReturnsWhatDiffers() {
        database.place(ONE, "p1", 1);
        database.place(id(2), "p1", 1);
        push(ONE);
        push(id(2));
        pusher.writeResults();
        api.lose(service(id(2)));

        assertThat(resync()).containsExactly(id(2));

        assertThat(pusher.knows(ONE)).isTrue();
        assertThat(pusher.knows(id(2))).isFalse();
        push(id(2));
        assertThat(api.peek(service(id(2)))).isPresent();
    }

    @Test
    void whatWaitsToBePushedIsNotTakenOver() {
        database.place(ONE, "p1", 1);
        push(ONE);
        pusher.writeResults();
        database.remove(ONE);
        push(ONE);
        database.place(ONE, "p1", 1);
        push(ONE);
        pusher.writeResults();
        PlanePusher fresh =
                new PlanePusher(
                        api,
                        gate,
                        database.ports(() -> reign, _ -> api),
                        time,
                        new PlaneMeters(PLANE, new SimpleMeterRegistry()));

        fresh.learn(resync.compare(), ONE::equals);
        assertThat(fresh.knows(ONE)).isFalse();

        fresh.learn(resync.compare(), _ -> false);
        assertThat(fresh.knows(ONE)).isTrue();
    }

    @Test
    void leftoversGoOnlyWhileThePlaneIsCertainAndThisProcessLeads() {
        leftover(api, ONE, workload(ONE), 1);
        database.versionsUpTo(5);
        gate.mayPrune(false);
        assertThat(resync()).isEmpty();
        gate.mayPrune(true);
        assertThat(resync()).containsExactly(ONE);
        reign = Optional.empty();

        assertThat(pusher.push(ONE, null)).isTrue();
        assertThat(api.peek(workload(ONE))).isPresent();

        reign = Optional.of(new Epoch(3));
        resync();
        assertThat(pusher.push(ONE, null)).isTrue();
        assertThat(api.peek(workload(ONE))).isEmpty();
    }

    @Test
    void whatIsPlacedAfterTheResyncIsNoLeftover() {
        leftover(api, ONE, workload(ONE), 1);
        database.versionsUpTo(5);
        resync();
        database.place(ONE, "p1", 1);

        assertThat(push(ONE)).isTrue();

        assertThat(api.peek(workload(ONE))).isPresent();
        assertThat(api.peek(service(ONE))).isPresent();
        assertThat(api.peek(workload(ONE)).orElseThrow().pushVersion()).isEqualTo(6);
    }

    @Test
    void aLeftoverThatCannotBeRemovedIsToBeTriedAgainAndIsNoResult() {
        leftover(api, ONE, workload(ONE), 1);
        database.versionsUpTo(5);
        resync();
        api.hostile((verb, _) -> {
            if (verb.equals("delete")) {
                throw new PlaneApiException(PlaneApiException.Kind.REFUSED, "no", null);
            }
        });

        assertThat(pusher.push(ONE, null)).isFalse();

        assertThat(written(ONE)).isEmpty();
        api.hostile((_, _) -> {});
        assertThat(pusher.push(ONE, null)).isTrue();
        assertThat(api.peek(workload(ONE))).isEmpty();
    }
}
