package dev.mcm.testkit.plane.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All objects of one plane under one growing version. Writers take a short lock; readers take an
/// immutable snapshot. A tree passed in belongs to the store from then on. Safe for use by many
/// threads.
public final class ObjectStore {

    /// The objects of one resource as of one version.
    public record Snapshot(long version, PersistentMap<ObjectKey, StoredObject> objects) {}

    /// Ends what it stands for; more than once does nothing.
    @FunctionalInterface
    public interface Subscription {
        void cancel();
    }

    private static final class Shelf {
        final EventLog log;
        final List<Consumer<StoreEvent>> listeners = new CopyOnWriteArrayList<>();
        volatile PersistentMap<ObjectKey, StoredObject> objects = PersistentMap.empty();

        Shelf(EventLog log) {
            this.log = log;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final int remembered;
    private final List<Consumer<ResourceType>> typeListeners = new ArrayList<>();
    private volatile Map<ResourceType, Shelf> shelves = Map.of();
    private volatile Map<String, ResourceType> byPath = Map.of();
    private long version;
    private volatile long compacted;

    /// @param firstVersion versions grow from here; a store that replaces another must start above
    ///   the other's last
    /// @param remembered changes per resource that a watch can catch up on
    public ObjectStore(List<ResourceType> types, long firstVersion, int remembered) {
        version = firstVersion;
        this.remembered = remembered;
        types.forEach(this::addType);
    }

    /// The types that are served, in the order they were added.
    public Set<ResourceType> types() {
        return shelves.keySet();
    }

    public Optional<ResourceType> type(String group, String version, String plural) {
        ResourceType type = byPath.get(path(group, version, plural));
        return Optional.ofNullable(type);
    }

    private static String path(String group, String version, String plural) {
        return group + "/" + version + "/" + plural;
    }

    private void serve(Map<ResourceType, Shelf> next) {
        Map<String, ResourceType> paths = new HashMap<>();
        next.keySet().forEach(t -> paths.put(path(t.group(), t.version(), t.plural()), t));
        shelves = Collections.unmodifiableMap(next);
        byPath = Map.copyOf(paths);
    }

    /// Makes room for objects of a type; replaces what was known of the type.
    public void addType(ResourceType type) {
        lock.lock();
        try {
            Map<ResourceType, Shelf> next = new LinkedHashMap<>(shelves);
            Shelf known = next.remove(type);
            next.put(type, known == null ? new Shelf(new EventLog(remembered, version)) : known);
            serve(next);
            if (known == null) {
                typeListeners.forEach(l -> l.accept(type));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Forgets a type, and the objects of it without telling anybody.
    public void removeType(ResourceType type) {
        lock.lock();
        try {
            Map<ResourceType, Shelf> next = new LinkedHashMap<>(shelves);
            next.remove(type);
            serve(next);
        } finally {
            lock.unlock();
        }
    }

    /// Calls `listener` with every type that is served, now or later.
    public void everyType(Consumer<ResourceType> listener) {
        lock.lock();
        try {
            shelves.keySet().forEach(listener);
            typeListeners.add(listener);
        } finally {
            lock.unlock();
        }
    }

    public long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    public Snapshot snapshot(ResourceType type) {
        lock.lock();
        try {
            return new Snapshot(version, shelf(type).objects);
        } finally {
            lock.unlock();
        }
    }

    /// The objects of a type at the moment, without a lock and without their version.
    public PersistentMap<ObjectKey, StoredObject> objects(ResourceType type) {
        return shelf(type).objects;
    }

    /// The objects as of an earlier version; empty when changes since then are forgotten.
    public Optional<Snapshot> snapshotAt(ResourceType type, long wanted) {
        PersistentMap<ObjectKey, StoredObject> objects;
        List<StoreEvent> changes;
        lock.lock();
        try {
            Shelf shelf = shelf(type);
            objects = shelf.objects;
            Optional<List<StoreEvent>> since =
                    shelf.log
                            .positionAfter(wanted)
                            .flatMap(p -> shelf.log.read(p, Integer.MAX_VALUE));
            if (wanted > version || since.isEmpty()) {
                return Optional.empty();
            }
            changes = since.get();
        } finally {
            lock.unlock();
        }
        for (StoreEvent change : changes.reversed()) {
            ObjectKey key = change.object().key();
            StoredObject before = change.before().orElse(null);
            objects = before == null ? objects.without(key) : objects.with(key, before);
        }
        return Optional.of(new Snapshot(wanted, objects));
    }

    public @Nullable StoredObject find(ResourceType type, ObjectKey key) {
        return shelf(type).objects.get(key);
    }

    public StoredObject get(ResourceType type, ObjectKey key) {
        StoredObject found = find(type, key);
        if (found == null) {
            throw StatusException.notFound(type, key.name());
        }
        return found;
    }

    /// @throws StatusException when an object with that key exists
    public StoredObject insert(ResourceType type, ObjectKey key, ObjectNode tree) {
        ObjectNode packed = Sharing.share(tree, neighbour(type, key));
        lock.lock();
        try {
            StoredObject present = shelf(type).objects.get(key);
            if (present != null) {
                throw StatusException.alreadyExists(type, key.name(), present.isDeleting());
            }
            return put(type, key, packed, null);
        } finally {
            lock.unlock();
        }
    }

    /// The object before a key in the order of names: most likely one of the same template.
    private ObjectNode neighbour(ResourceType type, ObjectKey key) {
        StoredObject below = objects(type).below(key);
        return below == null ? Trees.object() : below.tree();
    }

    /// Replaces `expected`; empty when it is not the stored version any more.
    public Optional<StoredObject> replace(StoredObject expected, ObjectNode tree) {
        boolean many = expected.type().equals(ResourceTypes.POD);
        ObjectNode packed =
                Sharing.share(
                        tree,
                        expected.tree(),
                        many ? neighbour(expected.type(), expected.key()) : expected.tree());
        lock.lock();
        try {
            return isCurrent(expected)
                    ? Optional.of(put(expected.type(), expected.key(), packed, expected))
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// Removes `expected`; empty when it is not the stored version any more.
    public Optional<StoredObject> remove(StoredObject expected) {
        lock.lock();
        try {
            if (!isCurrent(expected)) {
                return Optional.empty();
            }
            Shelf shelf = shelf(expected.type());
            shelf.objects = shelf.objects.without(expected.key());
            StoredObject last = stamp(expected.type(), expected.key(), expected.copy());
            publish(shelf, new StoreEvent(StoreEvent.Change.DELETED, last, expected));
            return Optional.of(last);
        } finally {
            lock.unlock();
        }
    }

    /// Calls `listener` with every later change, in order, inside the write: it must be quick and
    /// must not write.
    public Subscription listen(ResourceType type, Consumer<StoreEvent> listener) {
        List<Consumer<StoreEvent>> listeners = shelf(type).listeners;
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public EventLog log(ResourceType type) {
        return shelf(type).log;
    }

    /// All objects as of one version.
    public record Backup(
            Map<ResourceType, PersistentMap<ObjectKey, StoredObject>> objects, long version) {

        public Backup {
            objects = Map.copyOf(objects);
        }
    }

    public Backup backup() {
        lock.lock();
        try {
            Map<ResourceType, PersistentMap<ObjectKey, StoredObject>> objects = new HashMap<>();
            shelves.forEach((type, shelf) -> objects.put(type, shelf.objects));
            return new Backup(objects, version);
        } finally {
            lock.unlock();
        }
    }

    /// Replaces everything by the content of a backup, which need not name every type. Listeners
    /// hear of the differences; watches lose their place.
    ///
    /// @param nextVersion versions grow from here, even when it is lower than before
    public void restore(Backup backup, long nextVersion) {
        lock.lock();
        try {
            version = nextVersion;
            shelves.values().forEach(s -> s.log.restart(nextVersion));
            List<Runnable> later = new ArrayList<>();
            shelves.forEach((type, shelf) -> {
                PersistentMap<ObjectKey, StoredObject> before = shelf.objects;
                shelf.objects = backup.objects().getOrDefault(type, PersistentMap.empty());
                before.values().forEach(o -> tellIfGone(shelf, o));
                later.add(() -> shelf.objects.values().forEach(o -> tellIfNew(shelf, before, o)));
            });
            later.forEach(Runnable::run);
        } finally {
            lock.unlock();
        }
    }

    private static void tellIfGone(Shelf shelf, StoredObject before) {
        StoredObject now = shelf.objects.get(before.key());
        if (now == null || !now.uid().equals(before.uid())) {
            StoreEvent gone = new StoreEvent(StoreEvent.Change.DELETED, before, before);
            shelf.listeners.forEach(l -> l.accept(gone));
        }
    }

    private static void tellIfNew(
            Shelf shelf, PersistentMap<ObjectKey, StoredObject> before, StoredObject now) {
        StoredObject was = before.get(now.key());
        if (now.equals(was)) {
            return;
        }
        boolean same = was != null && was.uid().equals(now.uid());
        StoreEvent event =
                same
                        ? new StoreEvent(StoreEvent.Change.MODIFIED, now, was)
                        : new StoreEvent(StoreEvent.Change.ADDED, now, null);
        shelf.listeners.forEach(l -> l.accept(event));
    }

    /// Forgets all past changes: watches that are behind must list again.
    public void compact() {
        lock.lock();
        try {
            compacted = version;
            shelves.values().forEach(s -> s.log.compact(version));
        } finally {
            lock.unlock();
        }
    }

    /// The version of the last compaction; what was before it is gone.
    public long compacted() {
        return compacted;
    }

    private StoredObject put(
            ResourceType type, ObjectKey key, ObjectNode tree, @Nullable StoredObject before) {
        Shelf shelf = shelf(type);
        StoredObject stored = stamp(type, key, tree);
        shelf.objects = shelf.objects.with(key, stored);
        StoreEvent.Change change =
                before == null ? StoreEvent.Change.ADDED : StoreEvent.Change.MODIFIED;
        publish(shelf, new StoreEvent(change, stored, before));
        return stored;
    }

    private StoredObject stamp(ResourceType type, ObjectKey key, ObjectNode tree) {
        version++;
        Trees.ensure(tree, "metadata").put("resourceVersion", Long.toString(version));
        return new StoredObject(type, key, version, tree);
    }

    private static void publish(Shelf shelf, StoreEvent event) {
        shelf.log.append(event);
        shelf.listeners.forEach(l -> l.accept(event));
    }

    private boolean isCurrent(StoredObject expected) {
        StoredObject current = find(expected.type(), expected.key());
        return current != null && current.resourceVersion() == expected.resourceVersion();
    }

    private Shelf shelf(ResourceType type) {
        Shelf shelf = shelves.get(type);
        if (shelf == null) {
            throw StatusException.noSuchPath();
        }
        return shelf;
    }
}
