package dev.mcm.lsm.loop;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.shared.plane.PlaneObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What has changed on the plane and is not yet published. Holds an object once, however often it
/// changes, so it never grows beyond the number of objects. Thread-safe; marking never blocks.
public final class DirtyObjects {
    private final Set<PlaneObjectKey> changed = ConcurrentHashMap.newKeySet();
    private final Set<ObjectKind> listed = ConcurrentHashMap.newKeySet();
    private volatile Runnable wake = () -> {};

    /// @param action called after every mark, from the marking thread
    public void onMark(Runnable action) {
        wake = action;
    }

    public void changed(PlaneObjectKey key) {
        changed.add(key);
        wake.run();
    }

    /// All objects of the kind have been listed.
    public void listed(ObjectKind kind) {
        listed.add(kind);
        wake.run();
    }

    /// Takes the kinds that have been listed.
    List<ObjectKind> takeListed() {
        List<ObjectKind> taken = listed.stream().sorted().toList();
        taken.forEach(listed::remove);
        return taken;
    }

    /// Takes the changed objects of the kinds given. A change that happens meanwhile is in this or
    /// the next answer.
    List<PlaneObjectKey> takeChanged(Set<ObjectKind> kinds) {
        List<PlaneObjectKey> taken = new ArrayList<>();
        changed.removeIf(key -> kinds.contains(key.kind()) && taken.add(key));
        return taken;
    }

    int size() {
        return changed.size();
    }
}
