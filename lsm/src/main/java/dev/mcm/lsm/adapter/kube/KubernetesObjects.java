package dev.mcm.lsm.adapter.kube;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.lsm.loop.DirtyObjects;
import dev.mcm.lsm.port.ObjectSource;
import dev.mcm.shared.lifecycle.Liveness;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.PlaneObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Watches the plane's nodes, pods, MCM's workloads and, where it may, quotas for ever. Lists are
/// paged and consistent (no stale reads from the API server's cache); after a list of what is of a
/// kind, all of the kind counts as listed anew, once everything of it has been listed. No failure
/// ends a watch.
public final class KubernetesObjects implements ObjectSource, Part, Liveness {
    private static final long PAGE = 500;
    private static final ListOptions ONE = new ListOptionsBuilder().withLimit(1L).build();
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final KubernetesClient client;
    private final OpenWatches watches;
    private final DirtyObjects dirty;
    private final Consumer<Throwable> unreadable;
    private final Map<Watched, ProjectionStore<?>> stores = new EnumMap<>(Watched.class);
    private final ProjectionStore<Node> nodes;
    private final ProjectionStore<Deployment> deployments;
    private final ProjectionStore<ReplicaSet> replicaSets;
    private final ProjectionStore<Pod> pods;
    private final ProjectionStore<ResourceQuota> quotas;
    private final StateLog quotaReads =
            new StateLog(
                    LoggerFactory.getLogger(KubernetesObjects.class),
                    "quotas, without which nothing is limited by them");
    private final Map<Watched, SharedIndexInformer<?>> informers = new EnumMap<>(Watched.class);
    private final Set<Watched> listedOnce = ConcurrentHashMap.newKeySet();
    private boolean stopping;

    /// @param watches of that client
    /// @param unreadable told of each object that cannot be projected
    public KubernetesObjects(
            KubernetesClient client,
            OpenWatches watches,
            DirtyObjects dirty,
            Consumer<Throwable> unreadable) {
        this.client = client;
        this.watches = watches;
        this.dirty = dirty;
        this.unreadable = unreadable;
        nodes =
                store(
                        Watched.NODES,
                        new NodeProjection(),
                        meta -> new NodeBuilder().withMetadata(meta).build());
        deployments =
                store(
                        Watched.DEPLOYMENTS,
                        new DeploymentProjection(),
                        meta -> new DeploymentBuilder().withMetadata(meta).build());
        replicaSets =
                store(
                        Watched.REPLICA_SETS,
                        new ReplicaSetProjection(),
                        meta -> new ReplicaSetBuilder().withMetadata(meta).build());
        pods =
                store(
                        Watched.PODS,
                        new PodProjection(),
                        meta -> new PodBuilder().withMetadata(meta).build());
        quotas =
                store(
                        Watched.QUOTAS,
                        new QuotaProjection(),
                        meta -> new ResourceQuotaBuilder().withMetadata(meta).build());
    }

    private <T extends HasMetadata> ProjectionStore<T> store(
            Watched watched, Projection<T> projection, Function<ObjectMeta, T> skeleton) {
        ProjectionStore<T> store =
                new ProjectionStore<>(watched.kind(), projection, skeleton, dirty, unreadable);
        stores.put(watched, store);
        return store;
    }

    @Override
    public String name() {
        return "informers";
    }

    /// Returns at once; the first list goes on in the background for as long as it takes.
    @Override
    public synchronized void start() {
        inform(Watched.NODES, client.nodes().withLimit(PAGE), nodes);
        inform(
                Watched.DEPLOYMENTS,
                client.apps()
                        .deployments()
                        .inAnyNamespace()
                        .withLabel(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED)
                        .withLimit(PAGE),
                deployments);
        inform(
                Watched.REPLICA_SETS,
                client.apps()
                        .replicaSets()
                        .inAnyNamespace()
                        .withLabel(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED)
                        .withLabel(PlaneNames.LABEL_REVISION)
                        .withLimit(PAGE),
                replicaSets);
        inform(Watched.PODS, client.pods().inAnyNamespace().withLimit(PAGE), pods);
    }

    /// Begins to watch quotas where that is not done yet and the plane lets it be done: called
    /// again and again. A plane that does not is told of once.
    public void watchQuotas() {
        if (isInformed(Watched.QUOTAS)) {
            return;
        }
        try {
            client.resourceQuotas().inAnyNamespace().list(ONE);
        } catch (KubernetesClientException e) {
            quotaReads.failed(e);
            return;
        }
        quotaReads.worked();
        synchronized (this) {
            if (!stopping) {
                inform(
                        Watched.QUOTAS,
                        client.resourceQuotas().inAnyNamespace().withLimit(PAGE),
                        quotas);
            }
        }
    }

    private synchronized boolean isInformed(Watched watched) {
        @Nullable SharedIndexInformer<?> informer = informers.get(watched);
        return stopping || (informer != null && informer.isRunning());
    }

    @Override
    public synchronized void stop() {
        stopping = true;
        informers.values().forEach(SharedIndexInformer::stop);
    }

    @Override
    public Optional<ObservedObject> find(PlaneObjectKey key) {
        return stores(key.kind()).flatMap(store -> store.find(key.uid()).stream()).findFirst();
    }

    @Override
    public Collection<ObservedObject> all(ObjectKind kind) {
        return stores(kind).flatMap(store -> store.all().stream()).toList();
    }

    @Override
    public synchronized boolean isWatching(ObjectKind kind) {
        return Watched.of(kind).stream().allMatch(this::isOpen);
    }

    private boolean isOpen(Watched watched) {
        @Nullable SharedIndexInformer<?> informer = informers.get(watched);
        return informer != null && informer.isRunning() && watches.isOpen(watched.plural());
    }

    /// An informer repeats whatever fails; one that has ended all the same sees nothing any more.
    /// With a closed client nothing would be repeated, and nothing said: that is an end too.
    @Override
    public synchronized Optional<String> whyNotAlive() {
        if (stopping) {
            return Optional.empty();
        }
        return informers.entrySet().stream()
                .filter(informer -> informer.getKey() != Watched.QUOTAS)
                .filter(informer -> !informer.getValue().isRunning())
                .map(informer -> "the informer of " + informer.getKey().plural() + " has ended")
                .findFirst();
    }

    private Stream<ProjectionStore<?>> stores(ObjectKind kind) {
        return Watched.of(kind).stream()
                .map(watched -> Objects.requireNonNull(stores.get(watched)));
    }

    private <T extends HasMetadata> void inform(
            Watched watched, Informable<T> objects, ProjectionStore<T> store) {
        SharedIndexInformer<T> informer =
                objects.runnableInformer(0)
                        .itemStore(store)
                        .exceptionHandler((_, failure) -> goesOn(watched, failure))
                        .removeNamespaceIndex()
                        .addEventHandler(new ListedHandler<>(watched));
        informers.put(watched, informer);
        var _ = informer.start();
    }

    /// What may be refused is asked for anew by [#watchQuotas()].
    private boolean goesOn(Watched watched, Throwable failure) {
        boolean refused =
                watched == Watched.QUOTAS
                        && failure instanceof KubernetesClientException e
                        && (e.getCode() == FORBIDDEN || e.getCode() == NOT_FOUND);
        return !refused && !client.getHttpClient().isClosed();
    }

    /// As long as one sort of a kind has never been listed, a list of the other is not all there
    /// is: who takes it for that takes the rest for gone.
    private void listed(Watched watched) {
        listedOnce.add(watched);
        if (listedOnce.containsAll(Watched.of(watched.kind()))) {
            dirty.listed(watched.kind());
        }
    }

    /// The store has seen everything already; what is left to learn is when a list is complete.
    private final class ListedHandler<T> implements ResourceEventHandler<T> {
        private final Watched watched;

        ListedHandler(Watched watched) {
            this.watched = watched;
        }

        @Override
        public void onList(String resourceVersion, boolean remainedEmpty) {
            listed(watched);
        }

        @Override
        public void onAdd(T object) {}

        @Override
        public void onUpdate(T before, T after) {}

        @Override
        public void onDelete(T object, boolean finalStateUnknown) {}
    }
}
