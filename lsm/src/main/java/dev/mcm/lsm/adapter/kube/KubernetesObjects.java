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
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Watches the plane's nodes, pods, MCM's Deployments and, where it may, quotas for ever. Lists are
/// paged and consistent (no stale reads from the API server's cache); after a list of a kind, all
/// of the kind counts as listed anew. No failure ends a watch.
public final class KubernetesObjects implements ObjectSource, Part, Liveness {
    private static final long PAGE = 500;
    private static final ListOptions ONE = new ListOptionsBuilder().withLimit(1L).build();
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final KubernetesClient client;
    private final OpenWatches watches;
    private final DirtyObjects dirty;
    private final ProjectionStore<Node> nodes;
    private final ProjectionStore<Deployment> workloads;
    private final ProjectionStore<Pod> pods;
    private final ProjectionStore<ResourceQuota> quotas;
    private final StateLog quotaReads =
            new StateLog(
                    LoggerFactory.getLogger(KubernetesObjects.class),
                    "quotas, without which nothing is limited by them");
    private final Map<ObjectKind, SharedIndexInformer<?>> informers =
            new EnumMap<>(ObjectKind.class);
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
        nodes =
                new ProjectionStore<>(
                        ObjectKind.OBJECT_KIND_NODE,
                        new NodeProjection(),
                        meta -> new NodeBuilder().withMetadata(meta).build(),
                        dirty,
                        unreadable);
        workloads =
                new ProjectionStore<>(
                        ObjectKind.OBJECT_KIND_DEPLOYMENT,
                        new DeploymentProjection(),
                        meta -> new DeploymentBuilder().withMetadata(meta).build(),
                        dirty,
                        unreadable);
        pods =
                new ProjectionStore<>(
                        ObjectKind.OBJECT_KIND_POD,
                        new PodProjection(),
                        meta -> new PodBuilder().withMetadata(meta).build(),
                        dirty,
                        unreadable);
        quotas =
                new ProjectionStore<>(
                        ObjectKind.OBJECT_KIND_RESOURCEQUOTA,
                        new QuotaProjection(),
                        meta -> new ResourceQuotaBuilder().withMetadata(meta).build(),
                        dirty,
                        unreadable);
    }

    @Override
    public String name() {
        return "informers";
    }

    /// Returns at once; the first list goes on in the background for as long as it takes.
    @Override
    public synchronized void start() {
        inform(ObjectKind.OBJECT_KIND_NODE, client.nodes().withLimit(PAGE), nodes);
        inform(
                ObjectKind.OBJECT_KIND_DEPLOYMENT,
                client.apps()
                        .deployments()
                        .inAnyNamespace()
                        .withLabel(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED)
                        .withLimit(PAGE),
                workloads);
        inform(ObjectKind.OBJECT_KIND_POD, client.pods().inAnyNamespace().withLimit(PAGE), pods);
    }

    /// Begins to watch quotas where that is not done yet and the plane lets it be done: called
    /// again and again. A plane that does not is told of once.
    public void watchQuotas() {
        if (isInformed(ObjectKind.OBJECT_KIND_RESOURCEQUOTA)) {
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
                        ObjectKind.OBJECT_KIND_RESOURCEQUOTA,
                        client.resourceQuotas().inAnyNamespace().withLimit(PAGE),
                        quotas);
            }
        }
    }

    private synchronized boolean isInformed(ObjectKind kind) {
        @Nullable SharedIndexInformer<?> informer = informers.get(kind);
        return stopping || (informer != null && informer.isRunning());
    }

    @Override
    public synchronized void stop() {
        stopping = true;
        informers.values().forEach(SharedIndexInformer::stop);
    }

    @Override
    public Optional<ObservedObject> find(PlaneObjectKey key) {
        return store(key.kind()).find(key.uid());
    }

    @Override
    public Collection<ObservedObject> all(ObjectKind kind) {
        return store(kind).all();
    }

    @Override
    public synchronized boolean isWatching(ObjectKind kind) {
        @Nullable SharedIndexInformer<?> informer = informers.get(kind);
        return informer != null && informer.isRunning() && watches.isOpen(plural(kind));
    }

    /// An informer repeats whatever fails; one that has ended all the same sees nothing any more.
    /// With a closed client nothing would be repeated, and nothing said: that is an end too.
    @Override
    public synchronized Optional<String> whyNotAlive() {
        if (stopping) {
            return Optional.empty();
        }
        return informers.entrySet().stream()
                .filter(informer -> informer.getKey() != ObjectKind.OBJECT_KIND_RESOURCEQUOTA)
                .filter(informer -> !informer.getValue().isRunning())
                .map(informer ->
                        "the informer of "
                                + PlaneObjectKey.kindName(informer.getKey())
                                + " has ended")
                .findFirst();
    }

    private static String plural(ObjectKind kind) {
        return PlaneObjectKey.kindName(kind) + "s";
    }

    private ProjectionStore<?> store(ObjectKind kind) {
        return switch (kind) {
            case OBJECT_KIND_NODE -> nodes;
            case OBJECT_KIND_DEPLOYMENT -> workloads;
            case OBJECT_KIND_POD -> pods;
            case OBJECT_KIND_RESOURCEQUOTA -> quotas;
            case OBJECT_KIND_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException(
                            "kind: "
                                    + kind
                                    + " (expected: node, deployment, pod or resourcequota)");
        };
    }

    private <T extends HasMetadata> void inform(
            ObjectKind kind, Informable<T> objects, ProjectionStore<T> store) {
        SharedIndexInformer<T> informer =
                objects.runnableInformer(0)
                        .itemStore(store)
                        .exceptionHandler((_, failure) -> goesOn(kind, failure))
                        .removeNamespaceIndex()
                        .addEventHandler(new ListedHandler<>(kind));
        informers.put(kind, informer);
        var _ = informer.start();
    }

    /// What may be refused is asked for anew by [#watchQuotas()].
    private boolean goesOn(ObjectKind kind, Throwable failure) {
        boolean refused =
                kind == ObjectKind.OBJECT_KIND_RESOURCEQUOTA
                        && failure instanceof KubernetesClientException e
                        && (e.getCode() == FORBIDDEN || e.getCode() == NOT_FOUND);
        return !refused && !client.getHttpClient().isClosed();
    }

    /// The store has seen everything already; what is left to learn is when a list is complete.
    private final class ListedHandler<T> implements ResourceEventHandler<T> {
        private final ObjectKind kind;

        ListedHandler(ObjectKind kind) {
            this.kind = kind;
        }

        @Override
        public void onList(String resourceVersion, boolean remainedEmpty) {
            dirty.listed(kind);
        }

        @Override
        public void onAdd(T object) {}

        @Override
        public void onUpdate(T before, T after) {}

        @Override
        public void onDelete(T object, boolean finalStateUnknown) {}
    }
}
