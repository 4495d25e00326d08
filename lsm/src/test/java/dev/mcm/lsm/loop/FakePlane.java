package dev.mcm.lsm.loop;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.lsm.port.ObjectSource;
import dev.mcm.shared.plane.PlaneObjectKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Pods of a plane in memory; tells the dirty map of changes as the informers do.
final class FakePlane implements ObjectSource {
    final SortedMap<String, ObservedObject> pods = new TreeMap<>();
    private boolean keepsQuotas;
    final DirtyObjects dirty = new DirtyObjects();

    void put(String uid, String phase, String resourceVersion) {
        ObservedObject pod =
                ObservedObject.newBuilder()
                        .setKind(ObjectKind.OBJECT_KIND_POD)
                        .setUid(uid)
                        .setName(uid)
                        .setResourceVersion(resourceVersion)
                        .setPod(PodDetail.newBuilder().setPhase(phase))
                        .build();
        pods.put(uid, pod);
        dirty.changed(PlaneObjectKey.of(pod));
    }

    void remove(String uid) {
        pods.remove(uid);
        dirty.changed(new PlaneObjectKey(ObjectKind.OBJECT_KIND_POD, uid));
    }

    /// It lets LSM read all but its quotas.
    void keepsQuotas() {
        keepsQuotas = true;
    }

    void listed() {
        Kinds.ALL.stream().filter(this::isWatching).forEach(dirty::listed);
    }

    @Override
    public Optional<ObservedObject> find(PlaneObjectKey key) {
        return Optional.ofNullable(pods.get(key.uid()));
    }

    @Override
    public Collection<ObservedObject> all(ObjectKind kind) {
        return kind == ObjectKind.OBJECT_KIND_POD ? pods.values() : List.of();
    }

    @Override
    public boolean isWatching(ObjectKind kind) {
        return !keepsQuotas || kind != ObjectKind.OBJECT_KIND_RESOURCEQUOTA;
    }
}
