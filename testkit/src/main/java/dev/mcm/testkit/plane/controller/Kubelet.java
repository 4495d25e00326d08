package dev.mcm.testkit.plane.controller;

import dev.mcm.testkit.plane.PlaneTimings;
import dev.mcm.testkit.plane.registry.DeleteRequest;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoreEvent;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.time.TaskScheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Runs the pods of all nodes: pulls the image, starts the container, loads the model, and ends the
/// pod. Runs on the scheduler's thread; the faults may be called from any thread.
public final class Kubelet {

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final ObjectRegistry registry;
    private final TaskScheduler scheduler;
    private final PlaneTimings timings;
    private final Jitter jitter;
    private final PodReports reports;
    private final Requests requests;
    private final ImageCaches images;
    private final Map<String, PodRun> runs = new HashMap<>();
    private final Set<String> deadNodes = new HashSet<>();
    private final Set<String> crashing = new HashSet<>();

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
        images = new ImageCaches(scheduler, RETRY);
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
                    run =
                            new PodRun(
                                    pod.key(), pod.uid(), pod.text("spec", "nodeName"), image(pod));
                    runs.put(pod.uid(), run);
                    start(run);
                }
                if (pod.isDeleting()) {
                    end(run, pod);
                }
            }
        }
    }

    private static String image(StoredObject pod) {
        return pod.at("spec", "containers").path(0).path("image").asText();
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
        images.whenPulled(
                run.node(), run.image(), pull, () -> pulled(run), () -> reports.pullFailed(run));
    }

    private void pulled(PodRun run) {
        if (runs.get(run.uid()) != run || run.isEnding() || deadNodes.contains(run.node())) {
            return;
        }
        reports.started(run);
        Duration load = jitter.of(timings.coldStart(), run.key().name(), "load");
        run.next(scheduler.after(load, () -> loaded(run)));
    }

    private void loaded(PodRun run) {
        if (crashing.contains(run.image())) {
            run.countRestart();
            reports.crashed(run);
            run.next(scheduler.after(run.backOff(), () -> pulled(run)));
        } else {
            reports.ready(run);
        }
    }

    private void end(PodRun run, StoredObject pod) {
        if (run.isEnding() || deadNodes.contains(run.node())) {
            return;
        }
        run.beginEnd();
        reports.ending(run);
        int grace = pod.number(30, "metadata", "deletionGracePeriodSeconds");
        run.next(scheduler.after(Duration.ofSeconds(grace), () -> remove(run)));
        requests.whenIdle(
                run.uid(), () -> scheduler.after(timings.shutdown(), () -> removeIfRunning(run)));
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
                    run.countRestart();
                    start(run);
                }
            }
        }
    }

    /// Pulls of `image` fail from now on, or succeed again.
    public void setImageBroken(String image, boolean broken) {
        scheduler.soon(() -> images.setBroken(image, broken));
    }

    /// Containers of `image` crash while they load, or load again.
    public void setImageCrashing(String image, boolean crashes) {
        scheduler.soon(() -> {
            if (crashes) {
                crashing.add(image);
            } else {
                crashing.remove(image);
            }
        });
    }

    /// The container of a pod dies, its requests with it, and starts again.
    public void killPod(ObjectKey key) {
        scheduler.soon(() ->
                runs.values().stream()
                        .filter(r -> r.key().equals(key) && !r.isEnding())
                        .toList()
                        .forEach(this::restart));
    }

    private void restart(PodRun run) {
        run.cancel();
        requests.podDied(run.uid());
        run.countRestart();
        pulled(run);
    }
}
