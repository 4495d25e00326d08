package dev.mcm.testkit.plane.controller;

import dev.mcm.shared.time.TaskScheduler;
import dev.mcm.testkit.plane.PlaneTimings;
import dev.mcm.testkit.plane.controller.ContainerExit.Cause;
import dev.mcm.testkit.plane.registry.DeleteRequest;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoreEvent;
import dev.mcm.testkit.plane.store.StoredObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs the pods of all nodes: pulls the image, starts the container, loads the model, and ends the
/// pod. Runs on the scheduler's thread; the faults may be called from any thread.
public final class Kubelet {

    /// How long a failed pull is told as such before the wait for the next one.
    private static final Duration PULL_ERROR_SHOWN = Duration.ofSeconds(1);

    private final ObjectRegistry registry;
    private final TaskScheduler scheduler;
    private final PlaneTimings timings;
    private final Jitter jitter;
    private final PodReports reports;
    private final Requests requests;
    private final ImageCaches images;
    private final Map<String, PodRun> runs = new HashMap<>();
    private final Set<String> deadNodes = new HashSet<>();
    private final Map<String, Cause> crashing = new HashMap<>();
    private final Retries retries;

    Kubelet(
            ObjectRegistry registry,
            TaskScheduler scheduler,
            PlaneTimings timings,
            PodReports reports,
            Requests requests) {
        this.registry = registry;
        this.scheduler = scheduler;
        this.timings = timings;
        this.reports = reports;
        this.requests = requests;
        jitter = new Jitter(timings.jitter());
        retries = Retries.of(timings.firstBackOff(), timings.longestBackOff());
        images = new ImageCaches(scheduler, retries, PULL_ERROR_SHOWN);
        EventFeed.open(registry.store(), ResourceTypes.POD, scheduler, this::podsChanged);
    }

    private void podsChanged(List<StoreEvent> changes) {
        for (StoreEvent change : changes) {
            StoredObject pod = change.object();
            if (change.change() == StoreEvent.Change.DELETED) {
                forget(pod.uid());
            } else if (!pod.text("spec", "nodeName").isEmpty()) {
                PodRun run = runs.get(pod.uid());
                if (run == null) {
                    run = PodRun.of(pod);
                    runs.put(pod.uid(), run);
                    start(run);
                }
                if (pod.isDeleting()) {
                    end(run, pod);
                }
            }
        }
    }

    private void forget(String uid) {
        PodRun run = runs.remove(uid);
        if (run != null) {
            run.cancel();
            requests.podDied(uid);
        }
    }

    private void start(PodRun run) {
        if (deadNodes.contains(run.node())) {
            return;
        }
        reports.creating(run);
        Duration pull = jitter.of(timings.imagePull(), run.key().name(), "pull");
        images.whenPulled(run.node(), run.image(), pull, new Start(run));
    }

    /// Goes on with a pod when its image is there. Its pod may be gone by then.
    private final class Start implements ImageCaches.Waiter {

        private final PodRun run;

        Start(PodRun run) {
            this.run = run;
        }

        private boolean isOver() {
            return runs.get(run.uid()) != run || run.isEnding() || deadNodes.contains(run.node());
        }

        @Override
        public void pulled() {
            if (!isOver()) {
                startContainer(run);
            }
        }

        @Override
        public void failed() {
            if (!isOver()) {
                reports.pullFailed(run);
            }
        }

        @Override
        public void backingOff() {
            if (!isOver()) {
                reports.pullBacksOff(run);
            }
        }
    }

    private void startContainer(PodRun run) {
        run.started(scheduler.clock().instant());
        reports.started(run);
        Duration load = jitter.of(timings.coldStart(), run.key().name(), "load");
        Duration patience = run.startPatience().orElse(load);
        run.next(
                load.compareTo(patience) <= 0
                        ? scheduler.after(load, () -> loaded(run))
                        : scheduler.after(patience, () -> crash(run, Cause.KILLED)));
    }

    private void loaded(PodRun run) {
        Cause cause = crashing.get(run.image());
        if (cause == null) {
            run.cancel();
            reports.ready(run);
        } else {
            crash(run, cause);
        }
    }

    /// The container ends, its requests with it, and starts again after its back-off.
    private void crash(PodRun run, Cause cause) {
        requests.podDied(run.uid());
        Duration wait = run.crashed(cause, scheduler.clock().instant(), retries.startingAtOnce());
        if (wait.isZero()) {
            startContainer(run);
        } else {
            reports.crashed(run, wait);
            run.next(scheduler.after(wait, () -> startContainer(run)));
        }
    }

    private void end(PodRun run, StoredObject pod) {
        boolean begun = run.isEnding();
        int grace = pod.number(30, "metadata", "deletionGracePeriodSeconds");
        if (deadNodes.contains(run.node()) || !run.endsWithin(grace)) {
            return;
        }
        run.next(scheduler.after(Duration.ofSeconds(grace), () -> remove(run)));
        if (!begun) {
            reports.ending(run);
            requests.whenIdle(
                    run.uid(),
                    () -> scheduler.after(timings.shutdown(), () -> removeIfRunning(run)));
        }
    }

    private void removeIfRunning(PodRun run) {
        if (runs.get(run.uid()) == run && !deadNodes.contains(run.node())) {
            remove(run);
        }
    }

    private void remove(PodRun run) {
        try {
            DeleteRequest now =
                    new DeleteRequest(
                            DeleteRequest.Propagation.BACKGROUND, 0, run.uid(), "", false);
            registry.delete(ResourceTypes.POD, run.key(), now);
        } catch (StatusException _) {
            // It went by itself, or another pod has its name.
        }
    }

    /// The node stops: what runs on it dies, and nothing on it moves until it is back.
    void nodeDied(String node) {
        deadNodes.add(node);
        runs.values().stream()
                .filter(r -> r.node().equals(node))
                .forEach(r -> {
                    r.cancel();
                    requests.podDied(r.uid());
                });
    }

    /// The node is back: pods that were deleted meanwhile go, the others start again.
    void nodeRevived(String node) {
        if (!deadNodes.remove(node)) {
            return;
        }
        for (PodRun run : List.copyOf(runs.values())) {
            StoredObject pod = registry.store().find(ResourceTypes.POD, run.key());
            if (run.node().equals(node) && pod != null && pod.uid().equals(run.uid())) {
                if (pod.isDeleting()) {
                    remove(run);
                } else {
                    run.crashed(
                            Cause.NODE_STOPPED,
                            scheduler.clock().instant(),
                            retries.startingAtOnce());
                    start(run);
                }
            }
        }
    }

    /// Pulls of `image` fail from now on, or succeed again.
    public void setImageBroken(String image, boolean broken) {
        scheduler.soon(() -> images.setBroken(image, broken));
    }

    /// Containers of `image` fail while they load.
    public void setImageCrashing(String image, boolean crashes) {
        setImageCrashing(image, crashes ? Cause.ERROR : null);
    }

    /// Containers of `image` want more memory than they may have while they load.
    public void setImageOutOfMemory(String image, boolean exceeds) {
        setImageCrashing(image, exceeds ? Cause.OUT_OF_MEMORY : null);
    }

    private void setImageCrashing(String image, @Nullable Cause cause) {
        scheduler.soon(() -> {
            crashing.remove(image);
            if (cause != null) {
                crashing.put(image, cause);
            }
        });
    }

    /// The container of a pod is killed, its requests with it, and starts again.
    public void killPod(ObjectKey key) {
        crash(key, Cause.KILLED);
    }

    /// The same by the kernel, as the container wanted too much memory.
    public void exhaustMemory(ObjectKey key) {
        crash(key, Cause.OUT_OF_MEMORY);
    }

    private void crash(ObjectKey key, Cause cause) {
        scheduler.soon(() ->
                runs.values().stream()
                        .filter(r -> r.key().equals(key) && r.isRunning() && !r.isEnding())
                        .filter(r -> !deadNodes.contains(r.node()))
                        .toList()
                        .forEach(r -> crash(r, cause)));
    }
}
