package dev.mcm.testkit.plane.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One change of one object. Immutable, but for a cache of the object's JSON that all watches
/// share.
public final class StoreEvent {

    /// What happened.
    public enum Change {
        ADDED,
        MODIFIED,
        DELETED
    }

    private final Change change;
    private final StoredObject object;
    private final @Nullable StoredObject before;
    private volatile byte @Nullable [] json;

    StoreEvent(Change change, StoredObject object, @Nullable StoredObject before) {
        this.change = change;
        this.object = object;
        this.before = before;
    }

    public Change change() {
        return change;
    }

    /// The object after the change; for a deletion its last content under the version of the
    /// deletion.
    public StoredObject object() {
        return object;
    }

    /// The object before the change; empty for an addition.
    public Optional<StoredObject> before() {
        return Optional.ofNullable(before);
    }

    public long version() {
        return object.resourceVersion();
    }

    /// The JSON of `object`, made once.
    public byte[] json() {
        byte[] made = json;
        if (made == null) {
            made = Trees.bytes(object.tree());
            json = made;
        }
        return made;
    }
}
