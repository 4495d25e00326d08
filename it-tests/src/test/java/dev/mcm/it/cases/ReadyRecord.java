package dev.mcm.it.cases;

import dev.mcm.it.TestStack;
import dev.mcm.shared.time.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Looks at a deployment's ready replicas again and again, and keeps the fewest and the most that
/// there were over all planes. Planes are read one after the other, so only what two looks in a row
/// show counts. Safe for use by many threads.
final class ReadyRecord implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(25);

    private final List<String> course = new ArrayList<>();
    private final long start = System.nanoTime();
    private int last = -1;
    private final Thread thread;
    private int fewest = Integer.MAX_VALUE;
    private int most;
    private volatile boolean closing;

    /// Looks once before it returns.
    ReadyRecord(TestStack stack, String id) {
        Map<String, Integer> seen = stack.readyPods(id);
        int first = sum(seen);
        add(first, seen);
        thread = Thread.ofVirtual().name("ready-" + id).start(() -> follow(stack, id, first));
    }

    private void follow(TestStack stack, String id, int first) {
        int before = first;
        while (!closing) {
            Map<String, Integer> seen = stack.readyPods(id);
            add(before, seen);
            before = sum(seen);
            try {
                Waiting.pause(INTERVAL);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static int sum(Map<String, Integer> ready) {
        return ready.values().stream().mapToInt(Integer::intValue).sum();
    }

    private synchronized void add(int before, Map<String, Integer> seen) {
        int now = sum(seen);
        fewest = Math.min(fewest, Math.max(before, now));
        most = Math.max(most, Math.min(before, now));
        if (now != last) {
            course.add((System.nanoTime() - start) / 1_000_000 + " ms: " + seen);
            last = now;
        }
    }

    synchronized int fewest() {
        return fewest;
    }

    synchronized int most() {
        return most;
    }

    /// One after the other, when and where, for a reader.
    @Override
    public synchronized String toString() {
        return "ready one after the other " + course;
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
