package dev.mcm.testkit.plane.controller;

import dev.mcm.shared.time.TaskScheduler.Cancellable;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A pod that a kubelet runs. Used by the scheduler's thread only.
final class PodRun {

    private static final Cancellable NOTHING = () -> {};
    private static final int RUNS_ON = -1;

    private final ObjectKey key;
    private final String uid;
    private final String node;
    private final String image;
    private final @Nullable Duration startPatience;
    private Cancellable next = NOTHING;
    private int graceSeconds = RUNS_ON;
    private boolean running;
    private int restarts;
    private Instant startedAt = Instant.EPOCH;
    private @Nullable Retries retries;
    private @Nullable ContainerExit lastExit;

    private PodRun(StoredObject pod) {
        key = pod.key();
        uid = pod.uid();
        node = pod.text("spec", "nodeName");
        image = pod.at("spec", "containers").path(0).path("image").asText();
        startPatience = StartProbes.patience(pod).orElse(null);
    }

    /// @param pod that is bound
    static PodRun of(StoredObject pod) {
        return new PodRun(pod);
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

    /// How long its container may load before its probes end it; empty = for ever.
    Optional<Duration> startPatience() {
        return Optional.ofNullable(startPatience);
    }

    /// Sets the step that comes next, in place of the one before.
    void next(Cancellable step) {
        next.cancel();
        next = step;
    }

    void cancel() {
        next(NOTHING);
    }

    /// Whether this grace period begins the end of the pod, or shortens an end that has begun.
    boolean endsWithin(int seconds) {
        boolean sooner = graceSeconds == RUNS_ON || seconds < graceSeconds;
        if (sooner) {
            graceSeconds = seconds;
        }
        return sooner;
    }

    boolean isEnding() {
        return graceSeconds != RUNS_ON;
    }

    void started(Instant now) {
        startedAt = now;
        running = true;
    }

    /// Whether its container runs, loaded or not.
    boolean isRunning() {
        return running;
    }

    /// Counts the end of the container and says how long to wait before it starts again.
    Duration crashed(ContainerExit.Cause cause, Instant now, Retries fresh) {
        running = false;
        restarts++;
        lastExit = new ContainerExit(cause, startedAt, now);
        Retries current = retries == null ? fresh : retries;
        if (Duration.between(startedAt, now).compareTo(current.recovery()) >= 0) {
            current = fresh;
        }
        retries = current.afterFailure();
        return current.next();
    }

    int restarts() {
        return restarts;
    }

    /// How the container before this one ended.
    Optional<ContainerExit> lastExit() {
        return Optional.ofNullable(lastExit);
    }
}
