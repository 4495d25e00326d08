package dev.mcm.lsm.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.event.v1.Heartbeat;
import dev.mcm.event.v1.KindSummary;
import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.lsm.core.LogEntry;
import dev.mcm.lsm.port.PlaneLog;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class StateLoopTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
    private final FakePlane plane = new FakePlane();
    private final FakeLog log = new FakeLog();
    private final PlaneHealth api = new PlaneHealth(time, LsmLoops.probeInterval(INTERVAL));
    private final PlaneHealth gateway = new PlaneHealth(time, INTERVAL.multipliedBy(2));

    @Test
    void untilTheTopicExistsNothingIsPublishedAndReadinessSaysWhy() throws InterruptedException {
        PlaneLog missing =
                new PlaneLog() {
                    @Override
                    public OptionalLong lastEpoch() {
                        throw new IllegalStateException("topic does not exist");
                    }

                    @Override
                    public Outcome append(List<LogEntry> entries) {
                        throw new AssertionError("nothing may be appended");
                    }
                };
        StateLoop loop = loop(missing);
        assertThatThrownBy(loop::tick).hasMessageContaining("does not exist");
        assertThat(loop.whyNotReady())
                .hasValueSatisfying(why -> assertThat(why).contains("topics do not exist"));
    }

    @Test
    void itIsReadyOnceEverythingHasBeenPublished() throws InterruptedException {
        StateLoop loop = loop(log);
        loop.tick();
        assertThat(loop.whyNotReady())
                .hasValueSatisfying(why -> assertThat(why).contains("deployment, node, pod"));
        plane.listed();
        loop.tick();
        assertThat(loop.whyNotReady()).isEmpty();
    }

    @Test
    void aHeartbeatIsSentPerIntervalHoweverOftenTheLoopTicks() throws InterruptedException {
        StateLoop loop = loop(log);
        for (int i = 0; i < 100; i++) {
            loop.tick();
            time.advance(Duration.ofMillis(500));
        }
        assertThat(log.keys()).containsOnly("@heartbeat").hasSize(10);
    }

    @Test
    void aPlaneThatBecomesReadableIsSaidSoAtOnce() throws InterruptedException {
        StateLoop loop = loop(log);
        loop.tick();
        plane.listed();
        loop.tick();
        api.answered();
        loop.tick();
        loop.tick();
        assertThat(log.records().stream().filter(PlaneRecord::hasHeartbeat)).hasSize(2);
        Heartbeat last = log.records().getLast().getHeartbeat();
        assertThat(last.getApiReachable()).isTrue();
        assertThat(last.getKindsList()).allMatch(KindSummary::getSynced);
    }

    @Test
    void heartbeatsGoOnWhileALongListIsSent() throws InterruptedException {
        for (int i = 0; i < 4_000; i++) {
            plane.put("p" + i, "Running", "1");
        }
        plane.listed();
        StateLoop loop = loop(log);
        loop.onProgress(() -> time.advance(INTERVAL));
        loop.tick();
        List<String> keys = log.keys();
        assertThat(
                        keys.subList(keys.indexOf("@begin/pod"), keys.indexOf("@end/pod")).stream()
                                .filter("@heartbeat"::equals))
                .hasSize(4);
    }

    @Test
    void heartbeatsGoOnWhileChangesAreNotTakenAndSoonSayThatTheStateIsNotToBeBelieved()
            throws InterruptedException {
        StateLoop loop = loop(log);
        plane.listed();
        loop.tick();
        log.unacknowledged = entry -> entry.key().startsWith("pod/");
        plane.put("a", "Running", "1");
        for (int i = 0; i < 10; i++) {
            time.advance(INTERVAL);
            assertThatThrownBy(loop::tick).isInstanceOf(UnpublishedException.class);
        }
        List<Boolean> synced =
                log.records().stream()
                        .filter(PlaneRecord::hasHeartbeat)
                        .map(record -> record.getHeartbeat().getKinds(0).getSynced())
                        .toList();
        assertThat(synced).hasSizeGreaterThanOrEqualTo(11);
        assertThat(synced.getFirst()).isFalse();
        assertThat(synced.get(2)).isTrue();
        assertThat(synced.getLast()).isFalse();
    }

    @Test
    void theHeartbeatSaysWhenThePlanesApiHasNotAnswered() throws InterruptedException {
        StateLoop loop = loop(log);
        api.answered();
        loop.tick();
        time.advance(Duration.ofSeconds(10));
        loop.tick();
        assertThat(log.records())
                .extracting(PlaneRecord::getHeartbeat)
                .extracting(heartbeat -> heartbeat.getApiReachable())
                .containsExactly(true, false);
    }

    @Test
    void aGatewayThatIsAskedLessOftenThanHeartbeatsGoIsNotCalledUnreadableInBetween()
            throws InterruptedException {
        StateLoop loop = loop(log);
        for (int i = 0; i < 10; i++) {
            if (i % 2 == 0) {
                gateway.answered();
            }
            loop.tick();
            time.advance(INTERVAL);
        }
        assertThat(log.records())
                .filteredOn(PlaneRecord::hasHeartbeat)
                .hasSize(10)
                .allMatch(record -> record.getHeartbeat().getMetricsReachable());
    }

    @Test
    void theEpochIsLargerThanTheLastOneOnTheTopic() throws InterruptedException {
        log.lastEpoch = Long.MAX_VALUE - 10;
        loop(log).tick();
        assertThat(log.records().getFirst().getEpoch()).isEqualTo(Long.MAX_VALUE - 9);
    }

    private StateLoop loop(PlaneLog to) {
        LsmLoops.ObservedPlane observed =
                new LsmLoops.ObservedPlane(new PlaneId("sim-1"), plane, api, gateway);
        return new StateLoop(observed, to, plane.dirty, new ProcessEpoch(), INTERVAL, time);
    }
}
