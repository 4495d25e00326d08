package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.Manifest;
import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.core.plane.FoundCluster;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.shared.plane.PlaneNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A plane's objects in memory, with the preconditions of a Kubernetes API, a hook before each
/// write, and whatever a [Hostile] does to a call. Thread-safe.
public final class FakePlaneApi implements PlaneApi {
    /// Does something to a call before it is carried out, outside the lock: throws, or waits.
    @FunctionalInterface
    public interface Hostile {
        /// @param verb "get", "list", "apply", "create", "replace", "delete", "probe" or "cluster"
        /// @param object kind, namespace and name as [ManifestKey#toString()] has them; only the
        ///   kind for a list, empty for the last two
        void call(String verb, String object);
    }

    /// Tells of the end of each call.
    private record Reporting(PlaneApi api, Runnable ended) implements PlaneApi {
        private <T> T reporting(Supplier<T> call) {
            try {
                return call.get();
            } finally {
                ended.run();
            }
        }

        @Override
        public Optional<LiveObject> get(ManifestKey key) {
            return reporting(() -> api.get(key));
        }

        @Override
        public List<LiveObject> listManaged(ManifestKind kind, String label) {
            return reporting(() -> api.listManaged(kind, label));
        }

        @Override
        public LiveObject apply(Manifest manifest, String resourceVersion) {
            return reporting(() -> api.apply(manifest, resourceVersion));
        }

        @Override
        public LiveObject create(Manifest manifest) {
            return reporting(() -> api.create(manifest));
        }

        @Override
        public LiveObject replace(Manifest manifest, String resourceVersion) {
            return reporting(() -> api.replace(manifest, resourceVersion));
        }

        @Override
        public void delete(LiveObject seen) {
            reporting(() -> {
                api.delete(seen);
                return true;
            });
        }

        @Override
        public void probe() {
            reporting(() -> {
                api.probe();
                return true;
            });
        }

        @Override
        public FoundCluster cluster() {
            return reporting(api::cluster);
        }

        @Override
        public PlaneApi onEachRequest(Runnable listener) {
            return new Reporting(this, listener);
        }

        @Override
        public void close() {
            api.close();
        }
    }

    private final Map<ManifestKey, LiveObject> objects = new HashMap<>();
    private final List<String> writes = new ArrayList<>();
    private volatile Hostile hostile = (_, _) -> {};
    private Runnable beforeWrite = () -> {};
    private boolean down;
    private long version;
    private FoundCluster cluster = new FoundCluster.Named("uid-1");

    /// Runs once, before the next write.
    synchronized void beforeNextWrite(Runnable action) {
        beforeWrite = action;
    }

    public void hostile(Hostile next) {
        hostile = next;
    }

    public synchronized void down(boolean value) {
        down = value;
    }

    synchronized List<String> writes() {
        return List.copyOf(writes);
    }

    /// Changes an object as somebody else would.
    synchronized void meddle(ManifestKey key, Map<String, ?> tree) {
        put(key, tree);
    }

    /// Takes an object away as somebody else would.
    synchronized void lose(ManifestKey key) {
        objects.remove(key);
    }

    /// The object as it is, whatever becomes of calls.
    synchronized Optional<LiveObject> peek(ManifestKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    @Override
    public Optional<LiveObject> get(ManifestKey key) {
        before("get", key.toString());
        return peek(key);
    }

    @Override
    public List<LiveObject> listManaged(ManifestKind kind, String label) {
        before("list", kind.kind());
        synchronized (this) {
            return objects.values().stream()
                    .filter(object -> object.key().kind() == kind && object.isManaged())
                    .filter(object -> label.isEmpty() || !object.label(label).isEmpty())
                    .toList();
        }
    }

    @Override
    public LiveObject apply(Manifest manifest, String resourceVersion) {
        before("apply", manifest.key().toString());
        synchronized (this) {
            begin("apply", manifest.key());
            requireNamespace(manifest.key());
            requireVersion(manifest.key(), resourceVersion);
            return put(manifest.key(), manifest.tree());
        }
    }

    @Override
    public LiveObject create(Manifest manifest) {
        before("create", manifest.key().toString());
        synchronized (this) {
            begin("create", manifest.key());
            requireNamespace(manifest.key());
            if (objects.containsKey(manifest.key())) {
                throw new PlaneApiException(
                        PlaneApiException.Kind.CONFLICT, manifest.key() + " exists", null);
            }
            return put(manifest.key(), manifest.tree());
        }
    }

    @Override
    public LiveObject replace(Manifest manifest, String resourceVersion) {
        before("replace", manifest.key().toString());
        synchronized (this) {
            begin("replace", manifest.key());
            requireVersion(manifest.key(), resourceVersion);
            return put(manifest.key(), manifest.tree());
        }
    }

    @Override
    public void delete(LiveObject seen) {
        before("delete", seen.key().toString());
        synchronized (this) {
            begin("delete", seen.key());
            requireVersion(seen.key(), seen.resourceVersion());
            objects.remove(seen.key());
        }
    }

    @Override
    public void probe() {
        before("probe", "");
    }

    @Override
    public PlaneApi onEachRequest(Runnable ended) {
        return new Reporting(this, ended);
    }

    @Override
    public FoundCluster cluster() {
        before("cluster", "");
        synchronized (this) {
            return cluster;
        }
    }

    /// Who it says it is from now on.
    public synchronized void is(FoundCluster other) {
        cluster = other;
    }

    @Override
    public void close() {}

    private void before(String verb, String object) {
        synchronized (this) {
            if (down) {
                throw new PlaneApiException(PlaneApiException.Kind.UNREACHABLE, "down", null);
            }
        }
        hostile.call(verb, object);
    }

    private void begin(String verb, ManifestKey key) {
        Runnable hook = beforeWrite;
        beforeWrite = () -> {};
        hook.run();
        writes.add(verb + " " + key);
    }

    private void requireNamespace(ManifestKey key) {
        if (!key.namespace().isEmpty()
                && !objects.containsKey(
                        new ManifestKey(ManifestKind.NAMESPACE, "", key.namespace()))) {
            throw new PlaneApiException(
                    PlaneApiException.Kind.NOT_FOUND, "namespace " + key.namespace(), null);
        }
    }

    private void requireVersion(ManifestKey key, String resourceVersion) {
        LiveObject there = objects.get(key);
        String actual = there == null ? "" : there.resourceVersion();
        if (!resourceVersion.isEmpty() && !resourceVersion.equals(actual)) {
            throw new PlaneApiException(
                    PlaneApiException.Kind.CONFLICT, key + " has changed", null);
        }
    }

    private LiveObject put(ManifestKey key, Map<String, ?> given) {
        Map<String, Object> tree = new HashMap<>(given);
        Map<String, Object> metadata = new HashMap<>();
        if (given.get("metadata") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> metadata.put(String.valueOf(name), value));
        }
        metadata.put("resourceVersion", Long.toString(++version));
        metadata.put("uid", "u-" + key.name());
        tree.put("metadata", metadata);
        LiveObject object = new LiveObject(key, tree);
        objects.put(key, object);
        return object;
    }

    static boolean isFence(String write) {
        return write.endsWith("/" + PlaneNames.FENCE);
    }
}
