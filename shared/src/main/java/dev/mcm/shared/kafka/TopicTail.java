package dev.mcm.shared.kafka;

import dev.mcm.shared.lifecycle.Liveness;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.lifecycle.Readiness;
import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.time.Backoff;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.Signal;
import dev.mcm.shared.time.TimeSource;
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
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// A thread that reads all partitions of some topics for ever and gives the records to a handler,
/// at least once, in offset order.
///
/// It assigns partitions itself (no consumer group) and stores no offsets: each start begins where
/// [TailStart] says. It outlives brokers: after any failure it connects again, with a backoff, and
/// goes on behind the last batch that was handled. A position that the broker no longer has is
/// replaced by the oldest that it has, counted as a gap and told to the handler. New topics and
/// partitions are found within [#REFRESH]. A topic that may not be read or has no leader keeps no
/// other from being read.
public final class TopicTail implements Part, Readiness, Liveness {
    static final Duration REFRESH = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Backoff BACKOFF =
            Backoff.between(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final String name;
    private final KafkaClients clients;
    private final TimeSource time;
    private final TailProgress progress = new TailProgress();
    private final BrokerContact contact;
    private final TailAssignment assignment;
    private final DeadLetters deadLetters;
    private final RandomGenerator random;
    private final TailDelivery delivery;
    private final StateLog state;
    private final StateLog rights;
    private final TailMeters meters;
    private final Signal pause;
    private final Thread thread;
    private volatile Set<String> topics;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean stopping;
    private volatile boolean everCaughtUp;
    private volatile Set<String> denied = Set.of();
    private boolean stale;
    private boolean connected;
    private int failed;

    public TopicTail(
            TailPlan plan,
            KafkaClients clients,
            TailHandler handler,
            TimeSource time,
            MeterRegistry meters) {
        this.name = plan.name();
        this.topics = plan.topics();
        this.clients = clients;
        this.time = time;
        this.contact = new BrokerContact(time);
        this.assignment = new TailAssignment(plan.start(), progress);
        this.deadLetters = new DeadLetters(new KafkaLetterOutlet(clients, name), time);
        this.random = RandomSource.seeded(time.nanoTime() + name.hashCode());
        this.delivery =
                new TailDelivery(
                        name,
                        handler,
                        deadLetters,
                        new TailDelivery.Retrying(BACKOFF, random),
                        meters);
        this.state = new StateLog(LoggerFactory.getLogger(TopicTail.class), name + " reading");
        this.rights = new StateLog(LoggerFactory.getLogger(TopicTail.class), name + " rights");
        this.meters = new TailMeters(name, meters, contact, progress, () -> denied.size());
        this.pause = time.newSignal();
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /// Topics that it may not read, as of its last look; it looks every [#REFRESH].
    public Set<String> denied() {
        return denied;
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
    /// began; after a gap, a new connection or a silence of the brokers, to where its end was then.
    /// A topic that does not exist counts as read, one that may not be read does not.
    public boolean caughtUp() {
        return progress.caughtUp(topics);
    }

    /// [#caughtUp()] of one topic.
    public boolean caughtUp(String topic) {
        return progress.caughtUp(Set.of(topic));
    }

    /// Records written and not yet handled, as of the last read.
    public long lag() {
        return progress.lag();
    }

    /// Not ready until it has caught up once.
    @Override
    public Optional<String> whyNotReady() {
        return everCaughtUp || caughtUp()
                ? Optional.empty()
                : Optional.of("has not caught up, " + lag() + " records behind");
    }

    @Override
    public Optional<String> whyNotAlive() {
        return thread.getState() == Thread.State.TERMINATED && !stopping
                ? Optional.of("its thread has died")
                : Optional.empty();
    }

    /// Ends after the batch in progress; after 30 seconds its handler is interrupted.
    @Override
    public void stop() throws InterruptedException {
        meters.close();
        stopping = true;
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
        pause.raise();
        @Nullable Consumer<byte[], byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
    }

    private void run() {
        try (deadLetters) {
            while (!stopping) {
                try (Consumer<byte[], byte[]> opened = clients.consumer(name, Map.of())) {
                    consumer = opened;
                    contact.follow(opened);
                    read(opened);
                } catch (RuntimeException e) {
                    state.failed(e);
                    pause.await(BACKOFF.delay(failed++, random));
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
        stale = true;
        if (connected) {
            progress.doubt();
        }
        connected = true;
        while (!stopping) {
            try {
                Set<String> wanted = topics;
                if (stale
                        || !wanted.equals(assigned)
                        || time.since(refreshed).compareTo(REFRESH) >= 0) {
                    stale = true;
                    assignment.apply(from, wanted);
                    if (!tellBegun()) {
                        return;
                    }
                    publish(from, wanted);
                    assigned = wanted;
                    refreshed = time.nanoTime();
                    stale = false;
                    sayDenied();
                }
                readOnce(from, assigned);
                state.worked();
                failed = 0;
            } catch (WakeupException e) {
                // Something changed: the loop looks at what.
            }
        }
    }

    /// @return false when stopping before the handler had taken it
    private boolean tellBegun() throws InterruptedException {
        Set<String> begun = progress.begun();
        if (!begun.isEmpty()) {
            if (!delivery.begin(begun, pause, () -> stopping)) {
                return false;
            }
            progress.told(begun);
        }
        return true;
    }

    private void readOnce(Consumer<byte[], byte[]> from, Set<String> assigned)
            throws InterruptedException {
        if (from.assignment().isEmpty()) {
            pause.await(POLL);
            contact.polled(false);
            return;
        }
        try {
            ConsumerRecords<byte[], byte[]> polled = from.poll(POLL);
            boolean wasSilent = contact.silent();
            contact.polled(true);
            if (wasSilent && !contact.silent()) {
                progress.doubt();
                stale = true;
            }
            if (!polled.isEmpty() && !delivery.deliver(batch(polled), pause, () -> stopping)) {
                return;
            }
            from.assignment().forEach(partition -> advance(from, partition));
            publish(from, assigned);
        } catch (InvalidOffsetException e) {
            meters.gap();
            state.failed(
                    "records are gone before they were read, reading goes on with the oldest",
                    null);
            e.partitions().forEach(progress::lose);
            stale = true;
        } catch (TopicAuthorizationException e) {
            assignment.deny(from, e.unauthorizedTopics());
            sayDenied();
        }
    }

    /// A partition that has lost its leader may have no position to tell now.
    private void advance(Consumer<byte[], byte[]> from, TopicPartition partition) {
        try {
            progress.advance(partition, from.position(partition, Duration.ZERO));
        } catch (TimeoutException e) {
            // Once it has a leader.
        }
    }

    private void sayDenied() {
        Set<String> now = progress.denied();
        denied = now;
        if (!now.isEmpty()) {
            rights.failed("may not read " + now + ", the other topics are read", null);
        } else {
            rights.worked();
        }
    }

    private void publish(Consumer<byte[], byte[]> from, Set<String> assigned) {
        long lag =
                from.assignment().stream()
                        .mapToLong(p -> from.currentLag(p).orElse(progress.behind(p)))
                        .sum();
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
}
