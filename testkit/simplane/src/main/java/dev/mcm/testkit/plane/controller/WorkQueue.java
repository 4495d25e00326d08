package dev.mcm.testkit.plane.controller;

import dev.mcm.shared.time.TaskScheduler;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// Keys to reconcile, each at most once at a time, handled one by one on the scheduler. Adding is
/// safe from any thread.
final class WorkQueue<K> {

    private final TaskScheduler scheduler;
    private final Consumer<K> reconcile;
    private final Set<K> waiting = new HashSet<>();
    private final Set<K> settling = new HashSet<>();

    WorkQueue(TaskScheduler scheduler, Consumer<K> reconcile) {
        this.scheduler = scheduler;
        this.reconcile = reconcile;
    }

    void add(K key) {
        boolean added;
        synchronized (waiting) {
            added = waiting.add(key);
        }
        if (added) {
            scheduler.soon(() -> handle(key));
        }
    }

    void addAfter(K key, Duration delay) {
        scheduler.after(delay, () -> add(key));
    }

    /// Adds a key that changes often: at most once per `delay`, however often it is given.
    void addSettled(K key, Duration delay) {
        boolean added;
        synchronized (waiting) {
            added = settling.add(key);
        }
        if (added) {
            scheduler.after(delay, () -> settled(key));
        }
    }

    private void settled(K key) {
        synchronized (waiting) {
            settling.remove(key);
        }
        add(key);
    }

    private void handle(K key) {
        synchronized (waiting) {
            waiting.remove(key);
        }
        reconcile.accept(key);
    }
}
