package dev.mcm.it.cases;

import dev.mcm.it.TestStack;
import dev.mcm.shared.time.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Looks at a deployment's ready replicas again and again, and keeps the fewest and the most that
/// there were over all planes. Planes are read one after the other, so only what two looks in a row
/// show counts. Safe for use by many threads.
final class ReadyRecord implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(25);

    private final List<Integer> course = new ArrayList<>();
    private final Thread thread;
    private int fewest = Integer.MAX_VALUE;
    private int most;
    private volatile boolean closing;

    /// Looks once before it returns.
    ReadyRecord(TestStack stack, String id) {
        int first = stack.readyPodCount(id);
        add(first, first);
        thread = Thread.ofVirtual().name("ready-" + id).start(() -> follow(stack, id, first));
    }

    private void follow(TestStack stack, String id, int first) {
        int before = first;
        while (!closing) {
            int now = stack.readyPodCount(id);
            add(before, now);
            before = now;
            try {
                Waiting.pause(INTERVAL);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private synchronized void add(int before, int now) {
        fewest = Math.min(fewest, Math.max(before, now));
        most = Math.max(most, Math.min(before, now));
        if (course.isEmpty() || course.getLast() != now) {
            course.add(now);
        }
    }

    synchronized int fewest() {
        return fewest;
    }

    synchronized int most() {
        return most;
    }

    /// One number after the other, for a reader.
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
