package dev.mcm.lsm.core;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.shared.hash.Fnv1a;
import dev.mcm.shared.plane.PlaneObjectKey;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the topic says of the plane's objects: for each, a hash of its last published projection.
/// Beside them what Kafka refused, which the topic does not have. For one thread.
public final class PublishedObjects {

    private final Map<ObjectKind, Map<String, Optional<Long>>> hashes =
            new EnumMap<>(ObjectKind.class);
    private final Map<PlaneObjectKey, Long> refused = new HashMap<>();

    /// Whether publishing the object would say something new. The resource version alone is nothing
    /// new.
    public boolean isNews(ObservedObject object) {
        Optional<Long> known = of(object.getKind()).getOrDefault(object.getUid(), Optional.empty());
        return known.isEmpty() || known.get() != hash(object);
    }

    /// Whether the topic may hold the object as existing.
    public boolean has(PlaneObjectKey key) {
        return of(key.kind()).containsKey(key.uid());
    }

    public void published(ObservedObject object) {
        of(object.getKind()).put(object.getUid(), Optional.of(hash(object)));
        refused.remove(PlaneObjectKey.of(object));
    }

    public void removed(PlaneObjectKey key) {
        of(key.kind()).remove(key.uid());
    }

    /// Kafka does not take the object as it is.
    public void refused(ObservedObject object) {
        refused.put(PlaneObjectKey.of(object), hash(object));
    }

    /// Whether Kafka did not take the object as it is now.
    public boolean isRefused(ObservedObject object) {
        return Optional.ofNullable(refused.get(PlaneObjectKey.of(object)))
                .filter(hash -> hash == hash(object))
                .isPresent();
    }

    /// The object is gone.
    public void forgetRefused(PlaneObjectKey key) {
        refused.remove(key);
    }

    /// What was refused of the kind is tried again.
    public void forgetRefused(ObjectKind kind) {
        refused.keySet().removeIf(key -> key.kind() == kind);
    }

    /// A record of the object may or may not have reached the topic.
    public void uncertain(PlaneObjectKey key) {
        of(key.kind()).put(key.uid(), Optional.empty());
    }

    public long count(ObjectKind kind) {
        return of(kind).size();
    }

    public List<PlaneObjectKey> keys(ObjectKind kind) {
        return of(kind).keySet().stream().map(uid -> new PlaneObjectKey(kind, uid)).toList();
    }

    private Map<String, Optional<Long>> of(ObjectKind kind) {
        return hashes.computeIfAbsent(kind, _ -> new HashMap<>());
    }

    private static long hash(ObservedObject object) {
        return Fnv1a.hash64(object.toBuilder().clearResourceVersion().build().toByteArray());
    }
}
