package dev.mcm.atc.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.atc.core.plane.RemovalPolicy;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.ManualTime;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PlaneResyncingTest {
    private static final PlaneId PLANE = new PlaneId("p1");
    private static final Duration RESYNC = Duration.ofMinutes(1);

    private static final int KINDS = PlaneListing.KINDS.size();

    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final FakePlaneApi api = new FakePlaneApi();
    private final FakeDatabase database = new FakeDatabase();
    private final PlaneGate gate = new PlaneGate();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger lists = new AtomicInteger();
    private final PlaneMeters meters = new PlaneMeters(PLANE, registry);
    private final PlaneResyncing resyncing = resyncing();

    private PlaneResyncing resyncing() {
        PusherSettings timing =
                new PusherSettings(time, Duration.ofSeconds(2), RESYNC, RemovalPolicy.DEFAULT);
        return new PlaneResyncing(
                new PlaneResync(PLANE, api, database), _ -> {}, gate, meters, timing);
    }

    private void failing(PlaneApiException.Kind kind) {
        api.hostile((verb, object) -> {
            if (verb.equals("list")) {
                lists.incrementAndGet();
                if (object.equals("HTTPRoute")) {
                    throw new PlaneApiException(kind, "list of httproutes: no", null);
                }
            }
        });
    }

    private void counting() {
        api.hostile((verb, _) -> lists.addAndGet(verb.equals("list") ? 1 : 0));
    }

    private double gauge(String kind) {
        return registry.get("mcm.atc.resync.failing")
                .tag("plane", "p1")
                .tag("kind", kind)
                .gauge()
                .value();
    }

    private void tickForSeconds(int seconds) {
        for (int second = 0; second < seconds; second++) {
            time.advance(Duration.ofSeconds(1));
            resyncing.tick();
        }
    }

    @Test
    void itComparesWhenTheApiIsThereAndThenEverySoOften() {
        counting();
        resyncing.tick();
        assertThat(lists).hasValue(0);

        gate.open();
        resyncing.tick();
        assertThat(lists).hasValue(KINDS);
        tickForSeconds(59);
        assertThat(lists).hasValue(KINDS);
        tickForSeconds(1);
        assertThat(lists).hasValue(2 * KINDS);
    }

    @Test
    void aListThatFailsIsSeenAndRepeatedWithAPauseThatGrows() {
        failing(PlaneApiException.Kind.REFUSED);
        gate.open();
        resyncing.tick();
        assertThat(gauge("http_route")).isEqualTo(1);
        assertThat(gauge("service")).isZero();

        tickForSeconds(600);

        // 1, 2, 4 … 32, 60 s, each shortened by at most half; a list of each kind each.
        assertThat(lists).hasValueBetween(10 * KINDS, 32 * KINDS);
        counting();
        tickForSeconds(60);
        assertThat(gauge("http_route")).isZero();
    }

    @Test
    void aListThatTimesOutClosesNoGateAndAGateThatOpensDoesNotShortenThePause() {
        failing(PlaneApiException.Kind.UNREACHABLE);
        gate.open();
        resyncing.tick();
        assertThat(gate.isOpen()).isTrue();
        tickForSeconds(120);
        int before = lists.get();

        for (int flap = 0; flap < 20; flap++) {
            gate.close();
            gate.open();
            resyncing.tick();
        }

        assertThat(lists.get() - before).isLessThanOrEqualTo(KINDS);
    }

    @Test
    void aPlaneThatIsBackIsComparedAtOnceButNotEachTimeThatItComesAndGoes() {
        counting();
        gate.open();
        resyncing.tick();
        tickForSeconds(10);
        gate.close();
        gate.open();
        resyncing.tick();
        assertThat(lists).hasValue(2 * KINDS);

        for (int flap = 0; flap < 20; flap++) {
            gate.close();
            gate.open();
            resyncing.tick();
        }
        assertThat(lists).hasValue(2 * KINDS);
        tickForSeconds(6);
        assertThat(lists).hasValue(3 * KINDS);
    }

    @Test
    void aPlaneThatDoesNotAnswerAtAllIsNoFailureOfTheResync() {
        failing(PlaneApiException.Kind.UNREACHABLE);
        gate.open();
        resyncing.tick();
        assertThat(gauge("http_route")).isEqualTo(1);

        gate.close();
        resyncing.tick();

        assertThat(gauge("http_route")).isZero();
    }

    @Test
    void aDatabaseThatFailsIsAskedAgainWithAPause() {
        counting();
        database.place(LoopWorld.id(1), "p1", 1);
        database.beforeTasks(() -> {
            throw new IllegalStateException("no database");
        });
        gate.open();
        assertThatThrownBy(resyncing::tick).hasMessage("no database");
        resyncing.tick();
        assertThat(lists).hasValue(KINDS);
        database.beforeTasks(() -> {});
        tickForSeconds(2);
        assertThat(lists).hasValue(2 * KINDS);
    }
}
