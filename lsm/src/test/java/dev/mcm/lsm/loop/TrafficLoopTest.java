package dev.mcm.lsm.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.DeploymentSample;
import dev.mcm.event.v1.PlaneMetrics;
import dev.mcm.lsm.port.TrafficLog;
import dev.mcm.shared.hash.Fnv1a;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TrafficLoopTest {
    private static final int PARTITIONS = 4;

    private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
    private final FakePlane plane = new FakePlane();
    private final PlaneHealth gatewayHealth = new PlaneHealth(time, Duration.ofSeconds(1));
    private final ProcessEpoch epoch = new ProcessEpoch();
    private final List<List<PlaneMetrics>> ticks = new ArrayList<>();
    private @Nullable String page = "";

    private final TrafficLog log =
            new TrafficLog() {
                @Override
                public int partitions() {
                    return PARTITIONS;
                }

                @Override
                public void append(List<PlaneMetrics> byPartition) {
                    ticks.add(byPartition);
                }
            };

    private final TrafficLoop loop =
            new TrafficLoop(
                    new LsmLoops.ObservedPlane(
                            new PlaneId("sim-1"),
                            plane,
                            new PlaneHealth(time, Duration.ofSeconds(1)),
                            gatewayHealth),
                    this::metrics,
                    log,
                    epoch,
                    time);

    @BeforeEach
    void establishEpoch() throws InterruptedException {
        epoch.establish(new FakeLog(), time);
    }

    @Test
    void eachPartitionGetsARecordEachTickAlsoWhenThereIsNothingToSay() throws InterruptedException {
        loop.tick();
        loop.tick();
        assertThat(ticks).hasSize(2).allSatisfy(tick -> assertThat(tick).hasSize(PARTITIONS));
        assertThat(ticks.get(1)).extracting(PlaneMetrics::getSeq).containsOnly(2L);
        assertThat(ticks.get(1)).extracting(PlaneMetrics::getComplete).containsOnly(true);
        assertThat(ticks.get(1)).extracting(PlaneMetrics::getSamplesCount).containsOnly(0);
    }

    @Test
    void aDeploymentIsAlwaysOnTheSamePartition() throws InterruptedException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.append("mcm_gateway_in_flight{deployment=\"d-").append(i).append("\"} 1\n");
        }
        page = text.toString();
        loop.tick();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (DeploymentSample sample : ticks.getFirst().get(partition).getSamplesList()) {
                assertThat(Fnv1a.bucket(sample.getDeploymentId(), PARTITIONS)).isEqualTo(partition);
            }
        }
        assertThat(ticks.getFirst().stream().mapToInt(PlaneMetrics::getSamplesCount).sum())
                .isEqualTo(40);
    }

    @Test
    void aGatewayThatDoesNotAnswerIsUnknownNotZero() throws InterruptedException {
        page = "mcm_gateway_in_flight{deployment=\"d\"} 1\n";
        loop.tick();
        time.advance(Duration.ofSeconds(10));
        page = null;
        loop.tick();
        assertThat(ticks.get(1)).extracting(PlaneMetrics::getComplete).containsOnly(false);
        assertThat(ticks.get(1)).extracting(PlaneMetrics::getSamplesCount).containsOnly(0);
        assertThat(gatewayHealth.answers()).isFalse();
    }

    @Test
    void aPageThatIsNotMetricsIsUnknownToo() throws InterruptedException {
        page = "<html>502</html>";
        loop.tick();
        assertThat(ticks.getFirst()).extracting(PlaneMetrics::getComplete).containsOnly(false);
    }

    @Test
    void anAverageDoesNotReachBackOverAGap() throws InterruptedException {
        page =
                "mcm_gateway_in_flight{deployment=\"d\"} 2\n"
                        + "mcm_gateway_in_flight_seconds_total{deployment=\"d\"} 10\n";
        loop.tick();
        page = null;
        time.advance(Duration.ofSeconds(1));
        loop.tick();
        page =
                "mcm_gateway_in_flight{deployment=\"d\"} 3\n"
                        + "mcm_gateway_in_flight_seconds_total{deployment=\"d\"} 100\n";
        time.advance(Duration.ofSeconds(1));
        loop.tick();
        assertThat(ticks.get(2))
                .flatExtracting(PlaneMetrics::getSamplesList)
                .extracting(DeploymentSample::getInFlight)
                .containsExactly(3.0);
    }

    private String metrics() throws IOException {
        if (page == null) {
            throw new IOException("connection refused");
        }
        return page;
    }
}
