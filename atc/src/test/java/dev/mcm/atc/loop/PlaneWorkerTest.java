package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.LoopWorld.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.plane.RemovalPolicy;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.atc.port.PusherPorts;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.shared.time.Waiting;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whether a worker looks alive, on a manual clock.
final class PlaneWorkerTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Epoch ONE = new Epoch(1);

    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final FakePlaneApi api = new FakePlaneApi();
    private final FakeDatabase database = new FakeDatabase();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final PusherPorts ports = database.ports(() -> Optional.of(ONE), _ -> api);
    private final RouteBook book = new RouteBook(ports.leadership());
    private final CountDownLatch released = new CountDownLatch(1);
    private final PlaneWorker worker = worker();

    private PlaneWorker worker() {
        database.plane("p1");
        PusherSettings timing =
                new PusherSettings(
                        time, Duration.ofSeconds(2), Duration.ofMinutes(60), RemovalPolicy.DEFAULT);
        return new PlaneWorker(database.allPlanes().getFirst(), ports, timing, book, registry);
    }

    @AfterEach
    void stop() throws Exception {
        released.countDown();
        worker.stop();
    }

    private void hang() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A thread that was at work when the clock jumped looks stuck until it has ended its round.
    private void awaitComplaint(String beginning) throws InterruptedException {
        Waiting.until(
                "complaint " + beginning,
                LIMIT,
                () -> worker.whyNotAlive().filter(why -> why.startsWith(beginning)).isPresent());
    }

    private void awaitWhileTimePasses(String what, Waiting.Condition condition)
            throws InterruptedException {
        Waiting.until(
                what,
                LIMIT,
                () -> {
                    time.advance(Duration.ofMillis(20));
                    return condition.holds();
                });
    }

    @Test
    void aPlaneThatAnswersEachRequestJustInTimeIsNoReasonToRestart() throws Exception {
        Set<String> complaints = ConcurrentHashMap.newKeySet();
        AtomicInteger requests = new AtomicInteger();
        api.hostile((verb, object) -> {
            if (object.contains("mcm-routes")) {
                requests.incrementAndGet();
                time.advance(Duration.ofSeconds(9));
                worker.whyNotAlive().ifPresent(complaints::add);
            }
        });
        LoopWorld.namespace(api, PlaneNames.SYSTEM_NAMESPACE);
        book.replace(ONE, Map.of());

        worker.start();
        awaitWhileTimePasses("all shards", () -> requests.get() >= 2 * PlaneNames.ROUTE_SHARDS);

        assertThat(complaints).noneMatch(why -> why.startsWith("routes"));
    }

    @Test
    void aPlaneThatNeverAnswersIsNoReasonToRestart() throws Exception {
        AtomicInteger probes = new AtomicInteger();
        api.hostile((verb, _) -> {
            probes.addAndGet(verb.equals("probe") ? 1 : 0);
            throw new PlaneApiException(PlaneApiException.Kind.UNREACHABLE, "no", null);
        });
        worker.start();
        for (int probe = 1; probe < 10; probe++) {
            int least = probe;
            Waiting.until("a probe", LIMIT, () -> probes.get() >= least);
            time.awaitWaiting(4);
            time.advance(Duration.ofMinutes(6));
        }
        time.awaitWaiting(4);

        assertThat(worker.whyNotAlive()).isEmpty();
    }

    @Test
    void aPushThatNeverEndsIsNamed() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        api.hostile((verb, object) -> {
            if (verb.equals("get") && object.contains(id(1).value())) {
                inside.countDown();
                hang();
            }
        });
        database.place(id(1), "p1", 1);
        worker.offer(id(1));
        worker.start();
        inside.await();
        assertThat(worker.whyNotAlive()).isEmpty();

        time.advance(Duration.ofMinutes(6));

        awaitComplaint("pushes: 1 pushes");
    }

    @Test
    void aResyncThatNeverEndsIsNamedAndPushesGoOn() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        api.hostile((verb, _) -> {
            if (verb.equals("list")) {
                inside.countDown();
                hang();
            }
        });
        worker.start();
        inside.await();
        time.advance(Duration.ofMinutes(6));

        awaitComplaint("resync: ");
        database.place(id(1), "p1", 1);
        worker.offer(id(1));
        Waiting.until("the push", LIMIT, () -> api.peek(LoopWorld.workload(id(1))).isPresent());
    }

    @Test
    void aThreadThatHasDiedIsNamed() throws Exception {
        database.beforeTasks(() -> {
            throw new NoClassDefFoundError("a broken jar");
        });
        worker.start();
        worker.offer(id(1));

        Waiting.until("the end of the thread", LIMIT, () -> worker.whyNotAlive().isPresent());

        assertThat(worker.whyNotAlive()).contains("pushes: its thread has died");
    }

    @Test
    void whatItMeasuresGoesWithIt() throws Exception {
        worker.start();
        assertThat(registry.find("mcm.atc.resync.failing").tag("plane", "p1").gauges())
                .hasSize(PlaneListing.KINDS.size());

        worker.stop();

        assertThat(registry.find("mcm.atc.resync.failing").gauges()).isEmpty();
        assertThat(registry.find("mcm.atc.route.shards.failing").gauges()).isEmpty();
    }
}
