package dev.mcm.lsm.adapter.kube;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.lsm.loop.DirtyObjects;
import dev.mcm.shared.plane.PlaneObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An informer's cache that keeps the projection of an object (some hundred bytes) instead of the
/// object, gives the informer what it needs of it (names and resource version), and marks what
/// changes as dirty. An object that cannot be projected is left out and reported; it does not stop
/// the others. Thread-safe for one writer.
final class ProjectionStore<T extends HasMetadata> implements ItemStore<T> {
    private final ObjectKind kind;
    private final Projection<T> projection;
    private final Function<ObjectMeta, T> skeleton;
    private final DirtyObjects dirty;
    private final Consumer<Throwable> unreadable;
    private final Map<String, ObservedObject> byName = new ConcurrentHashMap<>();
    private final Map<String, ObservedObject> byUid = new ConcurrentHashMap<>();

    /// @param skeleton makes an object of the type from its metadata
    /// @param unreadable told of each object that cannot be projected
    ProjectionStore(
            ObjectKind kind,
            Projection<T> projection,
            Function<ObjectMeta, T> skeleton,
            DirtyObjects dirty,
            Consumer<Throwable> unreadable) {
        this.kind = kind;
        this.projection = projection;
        this.skeleton = skeleton;
        this.dirty = dirty;
        this.unreadable = unreadable;
    }

    Optional<ObservedObject> find(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    Collection<ObservedObject> all() {
        return new ArrayList<>(byUid.values());
    }

    @Override
    public String getKey(T object) {
        return Cache.metaNamespaceKeyFunc(object);
    }

    @Override
    public @Nullable T put(String key, T object) {
        Optional<ObservedObject> projected = project(object);
        if (projected.isEmpty()) {
            return remove(key);
        }
        ObservedObject next = projected.get();
        @Nullable ObservedObject before = byName.put(key, next);
        byUid.put(next.getUid(), next);
        if (before != null && !before.getUid().equals(next.getUid())) {
            byUid.remove(before.getUid());
            dirty.changed(PlaneObjectKey.of(before));
        }
        dirty.changed(PlaneObjectKey.of(next));
        return skeletonOf(before);
    }

    @Override
    public @Nullable T remove(String key) {
        @Nullable ObservedObject before = byName.remove(key);
        if (before != null) {
            byUid.remove(before.getUid());
            dirty.changed(PlaneObjectKey.of(before));
        }
        return skeletonOf(before);
    }

    @Override
    public Stream<String> keySet() {
        return List.copyOf(byName.keySet()).stream();
    }

    @Override
    public Stream<T> values() {
        return List.copyOf(byName.values()).stream().map(this::skeletonOfExisting);
    }

    @Override
    public int size() {
        return byName.size();
    }

    @Override
    public @Nullable T get(String key) {
        return skeletonOf(byName.get(key));
    }

    @Override
    public boolean isFullState() {
        return false;
    }

    /// Whatever goes wrong with one object stays with it: an exception would end the list of all.
    private Optional<ObservedObject> project(T object) {
        try {
            if (!projection.keeps(object)) {
                return Optional.empty();
            }
            ObservedObject projected = projection.of(object);
            if (projected.getUid().isEmpty()) {
                throw new IllegalArgumentException(
                        "uid of " + kind + " " + getKey(object) + ": empty (expected: set)");
            }
            return Optional.of(projected);
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
            unreadable.accept(e);
            return Optional.empty();
        }
    }

    private @Nullable T skeletonOf(@Nullable ObservedObject object) {
        return object == null ? null : skeletonOfExisting(object);
    }

    private T skeletonOfExisting(ObservedObject object) {
        return skeleton.apply(
                new ObjectMetaBuilder()
                        .withNamespace(
                                object.getNamespace().isEmpty() ? null : object.getNamespace())
                        .withName(object.getName())
                        .withUid(object.getUid())
                        .withResourceVersion(object.getResourceVersion())
                        .build());
    }
}
