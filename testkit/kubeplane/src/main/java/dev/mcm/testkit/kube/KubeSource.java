package dev.mcm.testkit.kube;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.TaskScheduler;
import dev.mcm.testkit.plane.controller.GangNames;
import dev.mcm.testkit.plane.gateway.GatewaySource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a real plane holds, watched for ever through its API. The handlers are set before the plane
/// is used; not thread-safe.
final class KubeSource implements GatewaySource, AutoCloseable {
    private final KubernetesClient client;
    private final TaskScheduler scheduler;
    private final List<SharedIndexInformer<?>> informers = new ArrayList<>();

    /// @param scheduler the gateway's
    KubeSource(KubernetesClient client, TaskScheduler scheduler) {
        this.client = client;
        this.scheduler = scheduler;
    }

    @Override
    public void onRouteMaps(Consumer<List<RouteMap>> handler) {
        watch(
                client.configMaps().inNamespace(PlaneNames.SYSTEM_NAMESPACE),
                (map, gone) -> {
                    if (!gone) {
                        handler.accept(List.of(routeMap(map)));
                    }
                });
    }

    @Override
    public void onPods(Consumer<List<ServingPod>> handler) {
        watch(
                client.pods().inAnyNamespace().withLabel(PlaneNames.LABEL_DEPLOYMENT),
                (pod, gone) -> handler.accept(List.of(servingPod(pod, gone))));
    }

    /// @param told of each object, and whether it is gone
    private <T> void watch(Informable<T> objects, BiConsumer<T, Boolean> told) {
        SharedIndexInformer<T> informer =
                objects.runnableInformer(0)
                        .exceptionHandler((_, _) -> true)
                        .addEventHandler(new Handler<>(told, scheduler));
        informers.add(informer);
        var _ = informer.start();
    }

    private static RouteMap routeMap(ConfigMap map) {
        @Nullable Map<String, String> data = map.getData();
        return new RouteMap(map.getMetadata().getName(), data == null ? Map.of() : data);
    }

    private static ServingPod servingPod(Pod pod, boolean gone) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        boolean worker = GangNames.isWorker(labels.getOrDefault(GangNames.WORKER_INDEX, ""));
        return new ServingPod(
                pod.getMetadata().getUid(),
                pod.getMetadata().getName(),
                worker ? "" : labels.getOrDefault(PlaneNames.LABEL_DEPLOYMENT, ""),
                gone ? PodState.GONE : isReady(pod) ? PodState.READY : PodState.NOT_READY);
    }

    private static boolean isReady(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && Optional.ofNullable(pod.getStatus()).map(PodStatus::getConditions).stream()
                        .flatMap(List::stream)
                        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
    }

    /// Takes what an informer tells to the scheduler.
    private record Handler<T>(BiConsumer<T, Boolean> told, TaskScheduler scheduler)
            implements ResourceEventHandler<T> {

        @Override
        public void onAdd(T object) {
            scheduler.soon(() -> told.accept(object, false));
        }

        @Override
        public void onUpdate(T before, T after) {
            scheduler.soon(() -> told.accept(after, false));
        }

        @Override
        public void onDelete(T object, boolean finalStateUnknown) {
            scheduler.soon(() -> told.accept(object, true));
        }
    }
}
