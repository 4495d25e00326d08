package dev.mcm.testkit.plane.controller;

import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.time.TaskScheduler.Cancellable;
import java.time.Duration;

/// A pod that a kubelet runs. Used by the scheduler's thread only.
final class PodRun {

    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

    private final ObjectKey key;
    private final String uid;
    private final String node;
    private final String image;
    private Cancellable next = () -> {};
    private boolean ending;
    private int restarts;

    PodRun(ObjectKey key, String uid, String node, String image) {
        this.key = key;
        this.uid = uid;
        this.node = node;
        this.image = image;
    }

    ObjectKey key() {
        return key;
    }

    String uid() {
        return uid;
    }

    String node() {
        return node;
    }

    String image() {
        return image;
    }

    /// Sets the step that comes next, in place of the one before.
    void next(Cancellable step) {
        next.cancel();
        next = step;
    }

    void cancel() {
        next.cancel();
    }

    void beginEnd() {
        ending = true;
    }

    boolean isEnding() {
        return ending;
    }

    void countRestart() {
        restarts++;
    }

    /// How long to wait before the next start: 10 s after the first crash, twice as long after each
    /// other, at most 5 min.
    Duration backOff() {
        Duration wait = FIRST_BACK_OFF.multipliedBy(1L << Math.min(Math.max(restarts - 1, 0), 5));
        return wait.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : wait;
    }

    int restarts() {
        return restarts;
    }
}
