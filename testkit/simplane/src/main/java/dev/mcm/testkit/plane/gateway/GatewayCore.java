package dev.mcm.testkit.plane.gateway;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RouteTarget;
import dev.mcm.shared.time.TaskScheduler;
import dev.mcm.testkit.plane.controller.Requests;
import dev.mcm.testkit.plane.gateway.GatewaySource.RouteMap;
import dev.mcm.testkit.plane.gateway.GatewaySource.ServingPod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The gateway without its network: routes, queues and serves requests by the contract. All its
/// state belongs to its scheduler; public methods may be called from any thread.
public final class GatewayCore implements Requests {

    private final PlaneId plane;
    private final TaskScheduler scheduler;
    private final RouteShards shards = new RouteShards();
    private final SortedMap<String, Lane> lanes = new TreeMap<>();

    public GatewayCore(PlaneId plane, GatewaySource source, TaskScheduler scheduler) {
        this.plane = plane;
        this.scheduler = scheduler;
        source.onRouteMaps(this::configChanged);
        source.onPods(this::podsChanged);
    }

    void arrive(GatewayRequest request) {
        scheduler.soon(() -> route(request));
    }

    /// The gateway of `target` could not be reached and has not seen the request: another target is
    /// chosen.
    void forwardFailed(GatewayRequest request, RouteTarget target) {
        scheduler.soon(() -> {
            request.unreachable().add(target.plane());
            route(request);
        });
    }

    /// The client has gone.
    void abandon(GatewayRequest request) {
        scheduler.soon(() -> {
            request.drop();
            Lane lane = lanes.get(request.deployment());
            if (lane != null) {
                lane.abandon(request);
            }
        });
    }

    void metrics(Consumer<String> then) {
        scheduler.soon(() -> {
            GatewayMetrics metrics = new GatewayMetrics();
            lanes.forEach((deployment, lane) -> {
                if (lane.route().isPresent()) {
                    lane.writeTo(metrics, deployment);
                }
            });
            then.accept(metrics.text());
        });
    }

    @Override
    public void podDied(String podUid) {
        scheduler.soon(() -> lanes.values().forEach(l -> l.podDied(podUid)));
    }

    @Override
    public void whenIdle(String podUid, Runnable then) {
        scheduler.soon(() -> {
            Optional<Replica> replica =
                    lanes.values().stream().flatMap(l -> l.replica(podUid).stream()).findFirst();
            if (replica.isPresent()) {
                replica.get().whenIdle(then);
            } else {
                then.run();
            }
        });
    }

    private void route(GatewayRequest request) {
        Lane lane = lanes.get(request.deployment());
        Optional<Route> route = lane == null ? Optional.empty() : lane.route();
        if (lane == null || route.isEmpty()) {
            request.reply(new Reply.Refused(404, "unknown deployment " + request.deployment()));
            return;
        }
        if (request.isHopped() || lane.targets().isEmpty()) {
            lane.accept(request);
            return;
        }
        Optional<RouteTarget> target = lane.targets().next(request.unreachable());
        if (target.isEmpty()) {
            request.reply(new Reply.Refused(502, "no plane could be reached"));
        } else if (target.get().plane().equals(plane)) {
            lane.accept(request);
        } else {
            request.reply(new Reply.Forward(route.get(), target.get()));
        }
    }

    private void configChanged(List<RouteMap> changes) {
        boolean changed = false;
        for (RouteMap change : changes) {
            changed |= shards.observe(change);
        }
        if (changed) {
            takeOver(shards.routes());
        }
    }

    private void takeOver(SortedMap<String, Route> routes) {
        for (Map.Entry<String, Route> entry : routes.entrySet()) {
            Lane lane = lanes.computeIfAbsent(entry.getKey(), _ -> new Lane(scheduler));
            if (!lane.route().equals(Optional.of(entry.getValue()))) {
                lane.setRoute(entry.getValue());
                moveWaiting(lane);
            }
        }
        for (Map.Entry<String, Lane> entry : List.copyOf(lanes.entrySet())) {
            if (!routes.containsKey(entry.getKey()) && entry.getValue().route().isPresent()) {
                entry.getValue().setRoute(null);
            }
        }
        lanes.values().removeIf(Lane::isIdle);
    }

    /// Requests that wait here go where the deployment runs now, when that is not here.
    private void moveWaiting(Lane lane) {
        if (!lane.targets().isEmpty() && !lane.targets().contains(plane)) {
            for (GatewayRequest request : lane.movable()) {
                lane.leaveQueue(request);
                route(request);
            }
        }
    }

    private void podsChanged(List<ServingPod> changes) {
        for (ServingPod pod : changes) {
            if (!pod.deployment().isEmpty()) {
                podChanged(pod);
            }
        }
        lanes.values().removeIf(Lane::isIdle);
    }

    private void podChanged(ServingPod pod) {
        Lane lane = lanes.computeIfAbsent(pod.deployment(), _ -> new Lane(scheduler));
        switch (pod.state()) {
            case GONE -> lane.removeReplica(pod.uid());
            case READY -> lane.setReplica(pod.uid(), pod.name(), true);
            case NOT_READY -> lane.setReplica(pod.uid(), pod.name(), false);
        }
    }
}
