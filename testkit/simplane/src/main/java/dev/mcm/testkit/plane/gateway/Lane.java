package dev.mcm.testkit.plane.gateway;

import dev.mcm.shared.plane.Route;
import dev.mcm.shared.time.TaskScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The requests of one deployment on this plane: its replicas, its queue and its meters. Used on
/// the gateway's scheduler only.
final class Lane {

    private final TaskScheduler scheduler;
    private final Map<String, Replica> replicas = new TreeMap<>();
    private final Deque<GatewayRequest> queue = new ArrayDeque<>();
    private final WeightedTargets targets = new WeightedTargets();
    private final TimeWeighted inFlight;
    private final TimeWeighted queued;
    private final SortedMap<Integer, Long> responses = new TreeMap<>();
    private long requests;
    private @Nullable Route route;

    Lane(TaskScheduler scheduler) {
        this.scheduler = scheduler;
        inFlight = new TimeWeighted(now());
        queued = new TimeWeighted(now());
    }

    private Instant now() {
        return scheduler.clock().instant();
    }

    Optional<Route> route() {
        return Optional.ofNullable(route);
    }

    void setRoute(@Nullable Route wanted) {
        route = wanted;
        targets.set(wanted == null ? List.of() : wanted.targets());
        if (wanted == null) {
            List.copyOf(queue)
                    .forEach(r -> refuse(r, 404, "the deployment is not routed any more"));
        } else {
            dispatch();
        }
    }

    WeightedTargets targets() {
        return targets;
    }

    Optional<Replica> replica(String uid) {
        return Optional.ofNullable(replicas.get(uid));
    }

    void setReplica(String uid, String pod, boolean ready) {
        replicas.computeIfAbsent(uid, _ -> new Replica(uid, pod)).setReady(ready);
        dispatch();
    }

    void removeReplica(String uid) {
        podDied(uid);
        replicas.remove(uid);
    }

    boolean isIdle() {
        return route == null && replicas.isEmpty() && queue.isEmpty() && inFlight.value() == 0;
    }

    /// Serves the request here, at once or after its turn in the queue.
    void accept(GatewayRequest request) {
        requests++;
        queue.addLast(request);
        queued.add(1, now());
        dispatch();
        Route current = route;
        if (current != null && queue.contains(request)) {
            request.timer(
                    scheduler.after(
                            Duration.ofSeconds(current.queueSeconds()),
                            () -> refuse(request, 503, "no replica had a free slot in time")));
        }
    }

    /// The requests that wait here and may go elsewhere.
    List<GatewayRequest> movable() {
        return queue.stream().filter(r -> !r.isHopped()).toList();
    }

    /// Takes a request out of the queue.
    void leaveQueue(GatewayRequest request) {
        if (queue.remove(request)) {
            queued.add(-1, now());
        }
    }

    /// Forgets a request whose client has gone.
    void abandon(GatewayRequest request) {
        request.drop();
        leaveQueue(request);
        for (Replica replica : List.copyOf(replicas.values())) {
            if (replica.finish(request)) {
                inFlight.add(-1, now());
            }
        }
        dispatch();
    }

    void podDied(String uid) {
        Replica replica = replicas.get(uid);
        if (replica != null) {
            for (GatewayRequest request : replica.die()) {
                inFlight.add(-1, now());
                refuse(request, 502, "the replica " + replica.pod() + " died");
            }
        }
    }

    private void dispatch() {
        while (!queue.isEmpty()) {
            Optional<Replica> free = freeReplica();
            if (free.isEmpty()) {
                return;
            }
            GatewayRequest request = queue.removeFirst();
            queued.add(-1, now());
            serve(request, free.get());
        }
    }

    private Optional<Replica> freeReplica() {
        int concurrency = route == null ? 0 : route.concurrency();
        return replicas.values().stream()
                .filter(Replica::isServing)
                .filter(r -> r.load() < concurrency)
                .min(Comparator.comparingInt(Replica::load));
    }

    private void serve(GatewayRequest request, Replica replica) {
        replica.take(request);
        inFlight.add(1, now());
        request.timer(scheduler.after(request.serviceTime(), () -> finish(request, replica)));
    }

    private void finish(GatewayRequest request, Replica replica) {
        if (replica.finish(request)) {
            inFlight.add(-1, now());
            responses.merge(200, 1L, Long::sum);
            request.reply(new Reply.Served(replica.pod()));
            dispatch();
        }
    }

    private void refuse(GatewayRequest request, int code, String why) {
        leaveQueue(request);
        responses.merge(code, 1L, Long::sum);
        request.reply(new Reply.Refused(code, why));
    }

    void writeTo(GatewayMetrics metrics, String deployment) {
        int ready = (int) replicas.values().stream().filter(Replica::isServing).count();
        metrics.add(
                new GatewayMetrics.LaneFigures(
                        deployment,
                        inFlight.value(),
                        inFlight.seconds(now()),
                        queued.value(),
                        queued.seconds(now()),
                        requests,
                        responses,
                        ready));
    }
}
