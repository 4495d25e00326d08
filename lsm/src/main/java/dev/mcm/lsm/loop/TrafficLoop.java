package dev.mcm.lsm.loop;

import dev.mcm.event.v1.DeploymentSample;
import dev.mcm.event.v1.PlaneMetrics;
import dev.mcm.lsm.core.GatewayReading;
import dev.mcm.lsm.core.PrometheusText;
import dev.mcm.lsm.core.TrafficRollup;
import dev.mcm.lsm.port.Gateway;
import dev.mcm.lsm.port.TrafficLog;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.shared.time.Timestamps;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Each tick: reads the gateway's metrics and publishes one record per partition. A gateway that
/// does not answer gives records without samples and `complete` = false: unknown, not zero.
/// [#tick()] is for one thread.
final class TrafficLoop {
    private final PlaneId planeId;
    private final Gateway gateway;
    private final TrafficLog log;
    private final ProcessEpoch epoch;
    private final PlaneHealth health;
    private final TimeSource time;
    private final StateLog scrapes =
            new StateLog(LoggerFactory.getLogger(TrafficLoop.class), "gateway metrics");
    private IntConsumer refused = _ -> {};
    private @Nullable GatewayReading before;
    private long seq;

    TrafficLoop(
            LsmLoops.ObservedPlane plane,
            Gateway gateway,
            TrafficLog log,
            ProcessEpoch epoch,
            TimeSource time) {
        this.planeId = plane.id();
        this.health = plane.gatewayHealth();
        this.gateway = gateway;
        this.log = log;
        this.epoch = epoch;
        this.time = time;
    }

    /// @param values called with the number of values of a page that were refused, when there are
    ///   any
    void onRefused(IntConsumer values) {
        refused = values;
    }

    void tick() throws InterruptedException {
        Optional<GatewayReading> reading = scrape();
        List<DeploymentSample> samples =
                reading.map(now -> TrafficRollup.samples(before, now)).orElse(List.of());
        before = reading.orElse(null);
        OptionalLong current = epoch.get();
        if (current.isPresent()) {
            log.append(records(current.getAsLong(), reading.isPresent(), samples));
        }
    }

    private Optional<GatewayReading> scrape() throws InterruptedException {
        try {
            String page = gateway.metrics();
            GatewayReading reading = GatewayReading.of(PrometheusText.parse(page), time.nanoTime());
            health.answered();
            scrapes.worked();
            if (reading.refused() > 0) {
                refused.accept(reading.refused());
            }
            return Optional.of(reading);
        } catch (IOException | IllegalArgumentException e) {
            scrapes.failed(e);
            return Optional.empty();
        }
    }

    private List<PlaneMetrics> records(
            long epochNow, boolean complete, List<DeploymentSample> samples)
            throws InterruptedException {
        int partitions = log.partitions();
        Instant now = time.instant();
        seq++;
        List<PlaneMetrics.Builder> records = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            records.add(
                    PlaneMetrics.newBuilder()
                            .setPlaneId(planeId.value())
                            .setEpoch(epochNow)
                            .setSeq(seq)
                            .setScrapedAt(Timestamps.of(now))
                            .setComplete(complete));
        }
        samples.forEach(sample ->
                records.get(PlaneNames.metricsPartition(sample.getDeploymentId(), partitions))
                        .addSamples(sample));
        return records.stream().map(PlaneMetrics.Builder::build).toList();
    }
}
