package dev.mcm.testkit.plane.gateway;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.TaskScheduler;
import dev.mcm.testkit.plane.controller.Conditions;
import dev.mcm.testkit.plane.controller.EventFeed;
import dev.mcm.testkit.plane.controller.GangNames;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoreEvent;
import dev.mcm.testkit.plane.store.StoredObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What a simulated plane holds, from its own store.
///
/// @param scheduler the gateway's
public record StoreSource(ObjectStore store, TaskScheduler scheduler) implements GatewaySource {

    @Override
    public void onRouteMaps(Consumer<List<RouteMap>> handler) {
        EventFeed.open(
                store,
                ResourceTypes.CONFIG_MAP,
                StoreSource::isTable,
                scheduler,
                changes ->
                        handler.accept(changes.stream().map(c -> routeMap(c.object())).toList()));
    }

    @Override
    public void onPods(Consumer<List<ServingPod>> handler) {
        EventFeed.open(
                store,
                ResourceTypes.POD,
                scheduler,
                changes -> handler.accept(changes.stream().map(StoreSource::pod).toList()));
    }

    private static boolean isTable(StoreEvent change) {
        return change.change() != StoreEvent.Change.DELETED
                && change.object().key().namespace().equals(PlaneNames.SYSTEM_NAMESPACE);
    }

    private static RouteMap routeMap(StoredObject map) {
        Map<String, String> data = new HashMap<>();
        map.at("data").properties().forEach(e -> data.put(e.getKey(), e.getValue().asText()));
        return new RouteMap(map.key().name(), data);
    }

    private static ServingPod pod(StoreEvent change) {
        StoredObject pod = change.object();
        return new ServingPod(
                pod.uid(),
                pod.key().name(),
                GangNames.isWorker(pod.label(GangNames.WORKER_INDEX))
                        ? ""
                        : pod.label(PlaneNames.LABEL_DEPLOYMENT),
                state(change, pod));
    }

    private static PodState state(StoreEvent change, StoredObject pod) {
        if (change.change() == StoreEvent.Change.DELETED) {
            return PodState.GONE;
        }
        return Conditions.isTrue(pod, "Ready") && !pod.isDeleting()
                ? PodState.READY
                : PodState.NOT_READY;
    }
}
