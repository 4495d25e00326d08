package dev.mcm.autoscaler.adapter.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.autoscaler.core.PlaneReport;
import dev.mcm.autoscaler.port.MetricsSource;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.PoisonRecordException;
import dev.mcm.shared.kafka.TailBatch;
import dev.mcm.shared.kafka.TailPlan;
import dev.mcm.shared.kafka.TailStart;
import dev.mcm.shared.kafka.TopicTail;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.TimeSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// [MetricsSource] on the topics `mcm.plane.metrics.<plane>`. Reading begins with the first call of
/// [#follow].
///
/// A report counts for the second of its receipt here. While the past is read, it counts for the
/// second in which it was written, as the record says, but never for one to come.
public final class KafkaMetricsSource implements MetricsSource, Part {
    private final KafkaClients clients;
    private final TimeSource time;
    private final MeterRegistry meters;
    private final Consumer<PlaneReport> listener;
    private final ReportCodec codec;
    private final ConcurrentLinkedQueue<PlaneReport> received = new ConcurrentLinkedQueue<>();
    private volatile Map<String, String> planesByTopic = Map.of();
    private volatile @Nullable TopicTail tail;

    /// @param listener told of each report as it is received, on the reading thread
    public KafkaMetricsSource(
            KafkaClients clients,
            TimeSource time,
            MeterRegistry meters,
            Consumer<PlaneReport> listener) {
        this.clients = clients;
        this.time = time;
        this.meters = meters;
        this.listener = listener;
        Counter refused =
                Counter.builder("mcm.autoscaler.values.refused")
                        .description(
                                "Values in the planes' reports that are negative, absurdly large or"
                                        + " no number; the traffic they stand for is unknown, not"
                                        + " zero, for that moment")
                        .register(meters);
        this.codec = new ReportCodec(refused::increment);
    }

    @Override
    public synchronized void follow(Set<String> planeIds, Duration rewind) {
        planesByTopic =
                planeIds.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        plane -> PlaneNames.metricsTopic(new PlaneId(plane)),
                                        Function.identity()));
        TopicTail open = tail;
        if (open == null) {
            TailStart start = new TailStart.At(time.instant().minus(rewind));
            TailPlan plan = new TailPlan("autoscaler-metrics", planesByTopic.keySet(), start);
            open = new TopicTail(plan, clients, this::take, time, meters);
            open.start();
            tail = open;
        } else {
            open.topics(planesByTopic.keySet());
        }
    }

    @Override
    public List<PlaneReport> drain() {
        List<PlaneReport> reports = new ArrayList<>();
        for (PlaneReport report = received.poll(); report != null; report = received.poll()) {
            reports.add(report);
        }
        return reports;
    }

    @Override
    public boolean caughtUp() {
        TopicTail open = tail;
        return open != null && open.caughtUp();
    }

    private void take(TailBatch batch) throws PoisonRecordException {
        boolean past = !caughtUp();
        for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
            String plane = planesByTopic.get(record.topic());
            if (plane != null && record.value() != null) {
                take(record, plane, past);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, String plane, boolean past)
            throws PoisonRecordException {
        long now = time.instant().getEpochSecond();
        long second = past ? Math.min(now, Math.floorDiv(record.timestamp(), 1000L)) : now;
        try {
            codec.decode(record.value(), plane, record.partition(), second)
                    .ifPresent(report -> {
                        received.add(report);
                        listener.accept(report);
                    });
        } catch (InvalidProtocolBufferException e) {
            throw new PoisonRecordException(record, "is not a PlaneMetrics message", e);
        }
    }

    @Override
    public String name() {
        return "metrics of the planes";
    }

    /// Reading begins with the first plane.
    @Override
    public void start() {}

    @Override
    public synchronized void stop() throws Exception {
        TopicTail open = tail;
        if (open != null) {
            open.stop();
        }
    }
}
