package dev.mcm.shared.kafka;

import dev.mcm.shared.time.ManualTime;
import dev.mcm.shared.time.Waiting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A whole tail over [FakeTopics], with a script that is called at each of its steps, and a handler
/// that notes what is wrong: a record that was skipped, one of a topic whose reading has not begun,
/// a topic that counts as caught up before it is.
final class TailScene implements TailHandler, AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /// What happens, on the tail's thread. What it throws comes out of the consumer.
    @FunctionalInterface
    interface Script {
        void at(int step, TailScene scene);
    }

    final FakeTopics topics = new FakeTopics();
    final List<String> wrong = new CopyOnWriteArrayList<>();
    private final Script script;
    private final AtomicInteger steps = new AtomicInteger();
    private final ManualTime time = new ManualTime();
    private final TopicTail tail;
    private final Map<String, Long> next = new ConcurrentHashMap<>();

    /// End that a topic had at least when the tail last had reason to ask for it.
    private final Map<String, Long> due = new ConcurrentHashMap<>();

    private volatile Set<String> wanted;
    private volatile boolean failing;

    TailScene(Set<String> first, Script script) {
        this.script = script;
        this.wanted = first;
        List.of("a", "b", "c", "d").forEach(topic -> topics.create(topic, 3, 10));
        tail =
                new TopicTail(
                        new TailPlan("test", first, new TailStart.Beginning()),
                        new FaultyClients(() -> new FaultyConsumer(topics, time, _ -> step())),
                        this,
                        time,
                        new SimpleMeterRegistry());
        tail.start();
    }

    private void step() {
        script.at(steps.getAndIncrement(), this);
    }

    int steps() {
        return steps.get();
    }

    void want(Set<String> others) {
        wanted = others;
        tail.topics(others);
    }

    void wakeUp() {
        tail.topics(wanted);
    }

    /// The handler fails once.
    void failOnce() {
        failing = true;
    }

    /// The connection breaks now: ends are asked for again.
    void disconnected() {
        due.replaceAll((topic, _) -> topics.range(topic).end());
    }

    @Override
    public void begins(Set<String> begun) {
        begun.forEach(topic -> {
            next.put(topic, topics.range(topic).begin());
            due.put(topic, topics.range(topic).end());
        });
    }

    @Override
    public void handle(TailBatch batch) throws IOException {
        if (failing) {
            failing = false;
            throw new IOException("down");
        }
        for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
            String topic = record.topic();
            long expected = next.getOrDefault(topic, -1L);
            if (record.offset() > expected) {
                wrong.add(topic + "@" + record.offset() + " (expected: " + expected + ")");
            }
            if (expected < due.getOrDefault(topic, 0L) && tail.caughtUp(topic)) {
                wrong.add(topic + " has caught up at " + expected + " of " + due.get(topic));
            }
            next.put(topic, Math.max(expected, record.offset() + 1));
        }
    }

    /// Waits until the tail waits for something to happen.
    void awaitIdle() throws InterruptedException {
        time.awaitWaiting(1);
    }

    /// Waits until the topics that are wanted by then are read to their ends.
    ///
    /// @param ticking whether the clock moves: without it nothing is looked at again in time
    void awaitRead(boolean ticking) throws InterruptedException {
        Waiting.until(
                "all of " + wanted + " read, wrong: " + wrong,
                LIMIT,
                () -> {
                    if (ticking) {
                        time.advance(Duration.ofSeconds(1));
                    }
                    return !wrong.isEmpty() || isRead();
                });
    }

    private boolean isRead() {
        return tail.caughtUp()
                && wanted.stream()
                        .allMatch(topic ->
                                next.getOrDefault(topic, -1L) == topics.range(topic).end());
    }

    @Override
    public void close() {
        try {
            tail.stop();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
