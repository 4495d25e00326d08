package dev.mcm.lsm.core;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the topic says of the plane's objects: for each, a hash of its last published projection.
/// For one thread.
public final class PublishedObjects {
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final Map<ObjectKind, Map<String, Optional<Long>>> hashes =
            new EnumMap<>(ObjectKind.class);

    /// Whether publishing the object would say something new. The resource version alone is nothing
    /// new.
    public boolean isNews(ObservedObject object) {
        Optional<Long> known = of(object.getKind()).getOrDefault(object.getUid(), Optional.empty());
        return known.isEmpty() || known.get() != hash(object);
    }

    /// Whether the topic may hold the object as existing.
    public boolean has(ObjectKey key) {
        return of(key.kind()).containsKey(key.uid());
    }

    public void published(ObservedObject object) {
        of(object.getKind()).put(object.getUid(), Optional.of(hash(object)));
    }

    public void removed(ObjectKey key) {
        of(key.kind()).remove(key.uid());
    }

    /// A record of the object may or may not have reached the topic.
    public void uncertain(ObjectKey key) {
        of(key.kind()).put(key.uid(), Optional.empty());
    }

    public long count(ObjectKind kind) {
        return of(kind).size();
    }

    public List<ObjectKey> keys(ObjectKind kind) {
        return of(kind).keySet().stream().map(uid -> new ObjectKey(kind, uid)).toList();
    }

    private Map<String, Optional<Long>> of(ObjectKind kind) {
        return hashes.computeIfAbsent(kind, _ -> new HashMap<>());
    }

    private static long hash(ObservedObject object) {
        long hash = FNV_BASIS;
        for (byte b : object.toBuilder().clearResourceVersion().build().toByteArray()) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
