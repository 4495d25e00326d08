package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.hash.Fnv1a;
import dev.mcm.testkit.plane.controller.Conditions.Condition;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// What a kubelet writes into the status of its pods.
final class PodReports {

    private final ObjectRegistry registry;
    private final InstantSource clock;
    private final EventRecorder events;

    PodReports(ObjectRegistry registry, InstantSource clock, EventRecorder events) {
        this.registry = registry;
        this.clock = clock;
        this.events = events;
    }

    void creating(PodRun run) {
        write(
                run,
                status -> {
                    status.put("phase", "Pending");
                    if (!status.has("startTime")) {
                        status.put("startTime", now());
                    }
                    status.put("hostIP", address("10.0", run.node()));
                    condition(status, Condition.of("Initialized", true));
                    unready(status, "ContainersNotReady");
                    containers(run, status, waiting("ContainerCreating", ""), false);
                });
    }

    void pullFailed(PodRun run) {
        String message =
                "failed to pull and unpack image \"%1$s\": failed to resolve reference \"%1$s\""
                        .formatted(run.image());
        write(run, s -> containers(run, s, waiting("ErrImagePull", message), false))
                .ifPresent(p -> {
                    events.warning(
                            p,
                            "Failed",
                            "Failed to pull image \"" + run.image() + "\": " + message);
                    events.warning(p, "Failed", "Error: ErrImagePull");
                });
    }

    void pullBacksOff(PodRun run) {
        String message = "Back-off pulling image \"" + run.image() + "\"";
        write(run, s -> containers(run, s, waiting("ImagePullBackOff", message), false))
                .ifPresent(p -> {
                    events.normal(p, "BackOff", message);
                    events.warning(p, "Failed", "Error: ImagePullBackOff");
                });
    }

    void started(PodRun run) {
        write(
                        run,
                        status -> {
                            status.put("phase", "Running");
                            String ip = address("10.244", run.uid());
                            status.put("podIP", ip);
                            status.putArray("podIPs").addObject().put("ip", ip);
                            unready(status, "ContainersNotReady");
                            ObjectNode running = Trees.object();
                            running.putObject("running").put("startedAt", now());
                            containers(run, status, running, false);
                        })
                .ifPresent(p -> events.normal(p, "Started", "Started container"));
    }

    void ready(PodRun run) {
        write(
                run,
                status -> {
                    condition(status, Condition.of("ContainersReady", true));
                    condition(status, Condition.of("Ready", true));
                    for (JsonNode container : status.path("containerStatuses")) {
                        ((ObjectNode) container).put("ready", true).put("started", true);
                    }
                });
    }

    /// @param wait until the next start
    void crashed(PodRun run, Duration wait) {
        write(
                        run,
                        status -> {
                            unready(status, "ContainersNotReady");
                            containers(run, status, waiting("CrashLoopBackOff", ""), false);
                            for (JsonNode container : status.path("containerStatuses")) {
                                ((ObjectNode) container.path("state").path("waiting"))
                                        .put("message", backOffText(run, container, wait));
                            }
                        })
                .ifPresent(p ->
                        events.warning(
                                p,
                                "BackOff",
                                "Back-off restarting failed container in pod " + podText(run)));
    }

    /// As a kubelet words it: `back-off 1m20s restarting failed container=model pod=…`.
    private static String backOffText(PodRun run, JsonNode container, Duration wait) {
        String time =
                (wait.toMinutes() > 0 ? wait.toMinutes() + "m" : "") + (wait.toSecondsPart() + "s");
        return "back-off %s restarting failed container=%s pod=%s"
                .formatted(time, Trees.text(container, "name"), podText(run));
    }

    private static String podText(PodRun run) {
        return run.key().name() + "_" + run.key().namespace() + "(" + run.uid() + ")";
    }

    void ending(PodRun run) {
        write(run, status -> unready(status, "PodTerminating"))
                .ifPresent(p -> events.normal(p, "Killing", "Stopping container"));
    }

    private Optional<StoredObject> write(PodRun run, Consumer<ObjectNode> change) {
        return registry.edit(
                ResourceTypes.POD,
                run.key(),
                tree -> {
                    if (Trees.text(tree, "metadata", "uid").equals(run.uid())) {
                        change.accept(Trees.ensure(tree, "status"));
                    }
                    return tree;
                });
    }

    private void unready(ObjectNode status, String reason) {
        condition(status, new Condition("ContainersReady", "False", reason, ""));
        condition(status, new Condition("Ready", "False", reason, ""));
    }

    private void condition(ObjectNode status, Condition condition) {
        Conditions.set(status, condition, clock.instant());
    }

    private static ObjectNode waiting(String reason, String message) {
        ObjectNode state = Trees.object();
        ObjectNode waiting = state.putObject("waiting").put("reason", reason);
        if (!message.isEmpty()) {
            waiting.put("message", message);
        }
        return state;
    }

    private static ObjectNode terminated(ContainerExit exit) {
        return Trees.object()
                .put("exitCode", exit.cause().code())
                .put("reason", exit.cause().reason())
                .put("startedAt", Trees.time(exit.startedAt()))
                .put("finishedAt", Trees.time(exit.finishedAt()));
    }

    private void containers(PodRun run, ObjectNode status, ObjectNode state, boolean ready) {
        StoredObject pod = registry.store().find(ResourceTypes.POD, run.key());
        if (pod == null) {
            return;
        }
        ArrayNode statuses = status.putArray("containerStatuses");
        for (JsonNode container : pod.at("spec", "containers")) {
            String name = Trees.text(container, "name");
            ObjectNode entry = statuses.addObject();
            entry.put("name", name);
            entry.set("state", state.deepCopy());
            ObjectNode last = entry.putObject("lastState");
            run.lastExit().ifPresent(e -> last.set("terminated", terminated(e)));
            entry.put("ready", ready).put("restartCount", run.restarts());
            entry.put("image", Trees.text(container, "image"));
            entry.put("imageID", "simulated://" + Trees.text(container, "image"));
            entry.put("containerID", "simulated://" + run.uid() + "/" + name);
            entry.put("started", state.has("running"));
        }
    }

    private String now() {
        return Trees.time(clock.instant());
    }

    private static String address(String prefix, String subject) {
        int hash = Fnv1a.hash32(subject);
        return prefix + "." + (hash >>> 8 & 0xFF) + "." + (1 + (hash & 0x7F));
    }
}
