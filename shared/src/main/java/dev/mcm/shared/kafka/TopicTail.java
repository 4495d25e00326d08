package dev.mcm.shared.kafka;

import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.lifecycle.Readiness;
import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.time.Backoff;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.Signal;
import dev.mcm.shared.time.TimeSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// A thread that reads all partitions of some topics for ever and gives the records to a handler,
/// at least once, in offset order.
///
/// It assigns partitions itself (no consumer group) and stores no offsets: each start begins where
/// [TailStart] says. It outlives brokers: after any failure it connects again, with a backoff, and
/// goes on behind the last batch that was handled. A position that the broker no longer has is
/// replaced by the oldest that it has, and counted as a gap. New topics and partitions are found
/// within [#REFRESH].
public final class TopicTail implements Part, Readiness {
    static final Duration REFRESH = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Backoff BACKOFF =
            Backoff.between(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final String name;
    private final KafkaClients clients;
    private final TailHandler handler;
    private final TimeSource time;
    private final TailProgress progress = new TailProgress();
    private final TailAssignment assignment;
    private final DeadLetters deadLetters;
    private final RandomGenerator random;
    private final StateLog connection;
    private final StateLog handling;
    private final Counter records;
    private final Counter poison;
    private final Counter gaps;
    private final Signal stop;
    private final Thread thread;
    private volatile Set<String> topics;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean stopping;
    private volatile boolean everCaughtUp;

    public TopicTail(
            TailPlan plan,
            KafkaClients clients,
            TailHandler handler,
            TimeSource time,
            MeterRegistry meters) {
        this.name = plan.name();
        this.topics = plan.topics();
        this.clients = clients;
        this.handler = handler;
        this.time = time;
        this.assignment = new TailAssignment(plan.start(), progress);
        this.deadLetters = new DeadLetters(clients, name);
        this.random = RandomSource.seeded(time.nanoTime() + name.hashCode());
        this.connection = new StateLog(LoggerFactory.getLogger(TopicTail.class), name + " reading");
        this.handling = new StateLog(LoggerFactory.getLogger(TopicTail.class), name + " handling");
        this.records = counter(meters, "mcm.kafka.tail.records", "Records handled");
        this.poison = counter(meters, "mcm.kafka.tail.poison", "Records put into the dead letters");
        this.gaps =
                counter(
                        meters,
                        "mcm.kafka.tail.gaps",
                        "Times that records were gone before they were read");
        Gauge.builder("mcm.kafka.tail.lag", progress, TailProgress::lag)
                .description("Records written and not yet handled")
                .tag("tail", name)
                .register(meters);
        this.stop = time.newSignal();
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        thread.start();
    }

    /// Replaces the set of topics that is read. Callable from any thread at any time; takes effect
    /// soon.
    public void topics(Set<String> replacement) {
        topics = Set.copyOf(replacement);
        wakeUp();
    }

    /// Whether each current topic has been read at least to where its end was when its reading
    /// began. A topic that does not exist counts as read.
    public boolean caughtUp() {
        return progress.caughtUp(topics);
    }

    /// Records written and not yet handled, as of the last read.
    public long lag() {
        return progress.lag();
    }

    /// Not ready until it has caught up once.
    @Override
    public Optional<String> whyNotReady() {
        return everCaughtUp
                ? Optional.empty()
                : Optional.of("has not caught up, " + lag() + " records behind");
    }

    /// Ends after the batch in progress; after 30 seconds its handler is interrupted.
    @Override
    public void stop() throws InterruptedException {
        stopping = true;
        stop.raise();
        wakeUp();
        if (!ended()) {
            thread.interrupt();
            if (!ended()) {
                throw new IllegalStateException(
                        "tail " + name + " did not stop within " + STOP_LIMIT.multipliedBy(2));
            }
        }
    }

    private boolean ended() throws InterruptedException {
        return thread.getState() == Thread.State.NEW || thread.join(STOP_LIMIT);
    }

    private void wakeUp() {
        @Nullable Consumer<byte[], byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
    }

    private void run() {
        int failed = 0;
        try (deadLetters) {
            while (!stopping) {
                try (Consumer<byte[], byte[]> opened = clients.consumer(name, Map.of())) {
                    consumer = opened;
                    failed = 0;
                    read(opened);
                } catch (RuntimeException e) {
                    connection.failed(e);
                    stop.await(BACKOFF.delay(failed++, random));
                } finally {
                    consumer = null;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Consumer<byte[], byte[]> from) throws InterruptedException {
        Set<String> assigned = Set.of();
        long refreshed = 0;
        boolean fresh = true;
        while (!stopping) {
            try {
                Set<String> wanted = topics;
                if (fresh
                        || !wanted.equals(assigned)
                        || time.since(refreshed).compareTo(REFRESH) >= 0) {
                    assignment.apply(from, wanted);
                    assigned = wanted;
                    refreshed = time.nanoTime();
                    fresh = false;
                }
                readOnce(from, assigned);
                connection.worked();
            } catch (WakeupException e) {
                // Something changed: the loop looks at what.
            }
        }
    }

    private void readOnce(Consumer<byte[], byte[]> from, Set<String> assigned)
            throws InterruptedException {
        if (from.assignment().isEmpty()) {
            publish(from, assigned);
            stop.await(POLL);
            return;
        }
        try {
            ConsumerRecords<byte[], byte[]> polled = from.poll(POLL);
            if (!polled.isEmpty() && !handle(batch(polled))) {
                return;
            }
            from.assignment()
                    .forEach(partition -> progress.advance(partition, from.position(partition)));
            publish(from, assigned);
        } catch (InvalidOffsetException e) {
            gaps.increment();
            connection.failed(
                    "records are gone before they were read, reading goes on with the oldest", e);
            from.seekToBeginning(e.partitions());
        }
    }

    private void publish(Consumer<byte[], byte[]> from, Set<String> assigned) {
        long lag = from.assignment().stream().mapToLong(p -> from.currentLag(p).orElse(0)).sum();
        progress.publish(assigned, lag);
        everCaughtUp = everCaughtUp || caughtUp();
    }

    private static TailBatch batch(ConsumerRecords<byte[], byte[]> polled) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(polled.count());
        Map<TopicPartition, Long> next = new HashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> some = polled.records(partition);
            all.addAll(some);
            next.put(partition, some.getLast().offset() + 1);
        }
        return new TailBatch(all, next);
    }

    /// @return false when the tail was stopped before the batch was handled
    private boolean handle(TailBatch batch) throws InterruptedException {
        TailBatch rest = batch;
        int failed = 0;
        while (!stopping) {
            try {
                try {
                    handler.handle(rest);
                    records.increment(rest.records().size());
                    handling.worked();
                    return true;
                } catch (PoisonRecordException e) {
                    deadLetters.send(e);
                    poison.increment();
                    rest = rest.without(e.record());
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                handling.failed(e);
                stop.await(BACKOFF.delay(failed++, random));
            }
        }
        return false;
    }

    private Counter counter(MeterRegistry meters, String meter, String description) {
        return Counter.builder(meter).description(description).tag("tail", name).register(meters);
    }
}
