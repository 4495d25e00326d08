package dev.mcm.atc.loop;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.time.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Deployments to push to one plane, the one that has been due for longest first. A deployment is
/// in it once, is worked on by one thread at a time, and waits longer after each failure. Times are
/// readings of a monotonic clock in nanoseconds. Thread-safe.
final class PushQueue {
    private static final int MOST_FAILURES = 30;

    /// What is in it now, waiting or being worked on.
    ///
    /// @param oldestNanos since when the one is in it that came first; 0 where there is none
    record Backlog(int deployments, long oldestNanos) {}

    private static final class Entry {
        private static final Comparator<Entry> OLDEST_FIRST =
                (one, other) -> {
                    long later = one.dueNanos - other.dueNanos; // the clock may overflow
                    return later == 0 ? Long.compare(one.number, other.number) : Long.signum(later);
                };

        private final DeploymentId deployment;
        private final long number;
        private final long cameNanos;
        private long dueNanos;
        private int failures;
        private boolean inFlight;
        private boolean again;

        Entry(DeploymentId deployment, long number, long cameNanos) {
            this.deployment = deployment;
            this.number = number;
            this.cameNanos = cameNanos;
        }
    }

    private final Map<DeploymentId, Entry> entries = new HashMap<>();
    private final NavigableSet<Entry> waiting = new TreeSet<>(Entry.OLDEST_FIRST);
    private final Backoff backoff;
    private final RandomGenerator random;
    private long numbered;

    PushQueue(Backoff backoff, RandomGenerator random) {
        this.backoff = backoff;
        this.random = random;
    }

    /// Something about the deployment has changed: it is due now, also when it waits after a
    /// failure. One that is due already keeps its turn.
    synchronized void offer(DeploymentId deployment, long nowNanos) {
        Entry entry = entries.get(deployment);
        if (entry == null) {
            await(entry(deployment, nowNanos), nowNanos);
        } else if (entry.inFlight) {
            entry.again = true;
        } else if (entry.dueNanos - nowNanos > 0) {
            await(entry, nowNanos);
        }
    }

    private Entry entry(DeploymentId deployment, long nowNanos) {
        return entries.computeIfAbsent(deployment, id -> new Entry(id, numbered++, nowNanos));
    }

    private void await(Entry entry, long dueNanos) {
        waiting.remove(entry);
        entry.inFlight = false;
        entry.again = false;
        entry.dueNanos = dueNanos;
        waiting.add(entry);
    }

    /// Takes at most `max` that are due; each is to be given back by [#done] or [#failed].
    synchronized List<DeploymentId> take(int max, long nowNanos) {
        List<DeploymentId> taken = new ArrayList<>();
        while (taken.size() < max
                && !waiting.isEmpty()
                && waiting.getFirst().dueNanos - nowNanos <= 0) {
            Entry entry = waiting.removeFirst();
            entry.inFlight = true;
            taken.add(entry.deployment);
        }
        return taken;
    }

    synchronized void done(DeploymentId deployment, long nowNanos) {
        Entry entry = entries.remove(deployment);
        if (entry != null) {
            waiting.remove(entry);
            if (entry.again) {
                offer(deployment, nowNanos);
            }
        }
    }

    /// It waits for a while, longer each time, unless something about it has changed meanwhile.
    synchronized void failed(DeploymentId deployment, long nowNanos) {
        Entry entry = entry(deployment, nowNanos);
        Duration delay =
                entry.again
                        ? Duration.ZERO
                        : backoff.delay(Math.min(entry.failures, MOST_FAILURES), random);
        entry.failures++;
        await(entry, nowNanos + delay.toNanos());
    }

    /// It was not tried, since it has to wait for something else; it is due again after `delay`, or
    /// at once where something about it has changed meanwhile.
    synchronized void later(DeploymentId deployment, long nowNanos, Duration delay) {
        Entry entry = entry(deployment, nowNanos);
        await(entry, nowNanos + (entry.again ? 0 : delay.toNanos()));
    }

    /// It was not tried: it has its turn again.
    synchronized void giveBack(DeploymentId deployment, long nowNanos) {
        Entry entry = entries.get(deployment);
        if (entry == null) {
            offer(deployment, nowNanos);
        } else {
            await(entry, entry.dueNanos);
        }
    }

    /// Nanoseconds until the next one is due, 0 or more; empty when nothing waits.
    synchronized OptionalLong untilNext(long nowNanos) {
        return waiting.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, waiting.getFirst().dueNanos - nowNanos));
    }

    synchronized Backlog backlog() {
        return entries.values().stream()
                .min(Comparator.comparingLong(entry -> entry.number))
                .map(oldest -> new Backlog(entries.size(), oldest.cameNanos))
                .orElseGet(() -> new Backlog(0, 0));
    }

    synchronized boolean contains(DeploymentId deployment) {
        return entries.containsKey(deployment);
    }
}
