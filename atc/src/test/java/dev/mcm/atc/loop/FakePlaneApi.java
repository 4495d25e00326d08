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

/// A plane's objects in memory, with the preconditions of a Kubernetes API and a hook before each
/// write. Thread-safe.
final class FakePlaneApi implements PlaneApi {
    private final Map<ManifestKey, LiveObject> objects = new HashMap<>();
    private final List<String> writes = new ArrayList<>();
    private Runnable beforeWrite = () -> {};
    private boolean down;
    private long version;
    private FoundCluster cluster = new FoundCluster.Named("uid-1");

    /// Runs once, before the next write.
    synchronized void beforeNextWrite(Runnable action) {
        beforeWrite = action;
    }

    synchronized void down(boolean value) {
        down = value;
    }

    synchronized List<String> writes() {
        return List.copyOf(writes);
    }

    /// Changes an object as somebody else would.
    synchronized void meddle(ManifestKey key, Map<String, ?> tree) {
        put(key, tree);
    }

    @Override
    public synchronized Optional<LiveObject> get(ManifestKey key) {
        check();
        return Optional.ofNullable(objects.get(key));
    }

    @Override
    public synchronized List<LiveObject> listManaged(ManifestKind kind, String label) {
        check();
        return objects.values().stream()
                .filter(object -> object.key().kind() == kind && object.isManaged())
                .toList();
    }

    @Override
    public synchronized LiveObject apply(Manifest manifest, String resourceVersion) {
        begin("apply", manifest.key());
        requireNamespace(manifest.key());
        requireVersion(manifest.key(), resourceVersion);
        return put(manifest.key(), manifest.tree());
    }

    @Override
    public synchronized LiveObject create(Manifest manifest) {
        begin("create", manifest.key());
        requireNamespace(manifest.key());
        if (objects.containsKey(manifest.key())) {
            throw new PlaneApiException(
                    PlaneApiException.Kind.CONFLICT, manifest.key() + " exists", null);
        }
        return put(manifest.key(), manifest.tree());
    }

    @Override
    public synchronized LiveObject replace(Manifest manifest, String resourceVersion) {
        begin("replace", manifest.key());
        requireVersion(manifest.key(), resourceVersion);
        return put(manifest.key(), manifest.tree());
    }

    @Override
    public synchronized void delete(LiveObject seen) {
        begin("delete", seen.key());
        requireVersion(seen.key(), seen.resourceVersion());
        objects.remove(seen.key());
    }

    @Override
    public synchronized void probe() {
        check();
    }

    @Override
    public synchronized FoundCluster cluster() {
        check();
        return cluster;
    }

    /// Who it says it is from now on.
    synchronized void is(FoundCluster other) {
        cluster = other;
    }

    @Override
    public void close() {}

    private void begin(String verb, ManifestKey key) {
        check();
        Runnable hook = beforeWrite;
        beforeWrite = () -> {};
        hook.run();
        writes.add(verb + " " + key);
    }

    private void check() {
        if (down) {
            throw new PlaneApiException(PlaneApiException.Kind.UNREACHABLE, "down", null);
        }
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
