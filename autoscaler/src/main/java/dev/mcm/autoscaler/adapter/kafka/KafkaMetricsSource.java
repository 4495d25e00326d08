package dev.mcm.autoscaler.adapter.kafka;

import dev.mcm.autoscaler.core.PlaneReport;
import dev.mcm.autoscaler.core.ReceiptDelay;
import dev.mcm.autoscaler.port.MetricsSource;
import dev.mcm.event.v1.PlaneMetrics;
import dev.mcm.shared.feed.PlaneFeed;
import dev.mcm.shared.feed.PlaneMessages;
import dev.mcm.shared.feed.PlaneTopic;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TailPlan;
import dev.mcm.shared.kafka.TailStart;
import dev.mcm.shared.kafka.TopicTail;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.time.TimeSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// [MetricsSource] on the topics `mcm.plane.metrics.<plane>`. Reading begins with the first call of
/// [#follow].
///
/// A report counts for the second of its receipt here. While the past of its plane is read, it
/// counts for the second in which it was written, as the record says, but never for one to come.
public final class KafkaMetricsSource implements MetricsSource, Part {
    private final KafkaClients clients;
    private final TimeSource time;
    private final MeterRegistry meters;
    private final Consumer<PlaneReport> listener;
    private final ReportCodec codec;
    private final ReceiptDelay delay = new ReceiptDelay();
    private final ConcurrentLinkedQueue<PlaneReport> received = new ConcurrentLinkedQueue<>();
    private final PlaneFeed<PlaneMetrics> feed =
            PlaneFeed.of(PlaneTopic.METRICS, metrics -> metrics, this::take);
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
    public synchronized void follow(Set<PlaneId> planeIds, Duration rewind) {
        Set<String> topics = feed.follow(planeIds);
        TopicTail open = tail;
        if (open == null) {
            TailStart start = new TailStart.At(time.instant().minus(rewind));
            TailPlan plan = new TailPlan("autoscaler-metrics", topics, start);
            open = new TopicTail(plan, clients, feed, time, meters);
            open.start();
            tail = open;
        } else {
            open.topics(topics);
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

    private void take(List<PlaneMessages<PlaneMetrics>> read) {
        for (PlaneMessages<PlaneMetrics> some : read) {
            boolean past = !caughtUp(some.plane());
            for (PlaneMessages.Message<PlaneMetrics> message : some.messages()) {
                PlaneReport report =
                        codec.decode(
                                some.plane(),
                                message.body(),
                                some.partition(),
                                second(some.plane(), message, past));
                received.add(report);
                listener.accept(report);
            }
        }
    }

    private long second(PlaneId plane, PlaneMessages.Message<PlaneMetrics> message, boolean past) {
        Instant now = time.instant();
        return past
                ? Math.min(now.getEpochSecond(), message.writtenAt().getEpochSecond())
                : delay.second(plane, message.writtenAt(), now);
    }

    /// A plane's reports are of the past until all of that plane's are read, whatever becomes of
    /// the other planes' topics.
    private boolean caughtUp(PlaneId plane) {
        TopicTail open = tail;
        return open != null && open.caughtUp(PlaneTopic.METRICS.of(plane));
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
