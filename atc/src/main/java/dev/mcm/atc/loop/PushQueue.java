package dev.mcm.atc.loop;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.time.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Deployments to push to one plane. A deployment is in it once, is worked on by one thread at a
/// time, and waits longer after each failure. Times are readings of a monotonic clock in
/// nanoseconds. Thread-safe.
final class PushQueue {
    private static final class Entry {
        private long dueNanos;
        private int failures;
        private boolean inFlight;
        private boolean again;
    }

    private final Map<DeploymentId, Entry> entries = new HashMap<>();
    private final Backoff backoff;
    private final RandomGenerator random;

    PushQueue(Backoff backoff, RandomGenerator random) {
        this.backoff = backoff;
        this.random = random;
    }

    /// Something about the deployment has changed: it is due now, also when it waits after a
    /// failure.
    synchronized void offer(DeploymentId deployment, long nowNanos) {
        Entry entry = entries.computeIfAbsent(deployment, _ -> new Entry());
        if (entry.inFlight) {
            entry.again = true;
        } else {
            entry.dueNanos = nowNanos;
        }
    }

    /// Takes at most `max` that are due; each is to be given back by [#done] or [#failed].
    synchronized List<DeploymentId> take(int max, long nowNanos) {
        List<DeploymentId> taken = new ArrayList<>();
        for (Map.Entry<DeploymentId, Entry> candidate : entries.entrySet()) {
            if (taken.size() >= max) {
                break;
            }
            Entry entry = candidate.getValue();
            if (!entry.inFlight && entry.dueNanos - nowNanos <= 0) {
                entry.inFlight = true;
                entry.again = false;
                taken.add(candidate.getKey());
            }
        }
        return taken;
    }

    synchronized void done(DeploymentId deployment, long nowNanos) {
        Entry entry = entries.remove(deployment);
        if (entry != null && entry.again) {
            offer(deployment, nowNanos);
        }
    }

    /// It waits for a while, longer each time, unless something about it has changed meanwhile.
    synchronized void failed(DeploymentId deployment, long nowNanos) {
        Entry entry = entries.computeIfAbsent(deployment, _ -> new Entry());
        Duration delay =
                entry.again ? Duration.ZERO : backoff.delay(Math.min(entry.failures, 30), random);
        entry.failures++;
        entry.inFlight = false;
        entry.again = false;
        entry.dueNanos = nowNanos + delay.toNanos();
    }

    /// It was not tried, since it has to wait for something else; it is due again after `delay`, or
    /// at once where something about it has changed meanwhile.
    synchronized void later(DeploymentId deployment, long nowNanos, Duration delay) {
        Entry entry = entries.computeIfAbsent(deployment, _ -> new Entry());
        entry.dueNanos = nowNanos + (entry.again ? 0 : delay.toNanos());
        entry.inFlight = false;
        entry.again = false;
    }

    /// It was not tried: it is due again at once.
    synchronized void giveBack(DeploymentId deployment, long nowNanos) {
        Entry entry = entries.computeIfAbsent(deployment, _ -> new Entry());
        entry.inFlight = false;
        entry.again = false;
        entry.dueNanos = nowNanos;
    }

    /// Nanoseconds until the next one is due, 0 or more; empty when nothing waits.
    synchronized OptionalLong untilNext(long nowNanos) {
        return entries.values().stream()
                .filter(entry -> !entry.inFlight)
                .mapToLong(entry -> Math.max(0, entry.dueNanos - nowNanos))
                .min();
    }

    synchronized boolean contains(DeploymentId deployment) {
        return entries.containsKey(deployment);
    }
}
