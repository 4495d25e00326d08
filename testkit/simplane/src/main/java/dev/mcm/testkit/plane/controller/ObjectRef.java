package dev.mcm.testkit.plane.controller;

import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.StoredObject;
import java.util.Comparator;

/// Names one object of any type.
record ObjectRef(ResourceType type, ObjectKey key) implements Comparable<ObjectRef> {

    private static final Comparator<ObjectRef> ORDER =
            Comparator.comparing((ObjectRef r) -> r.type().qualifiedPlural())
                    .thenComparing(ObjectRef::key);

    static ObjectRef to(StoredObject object) {
        return new ObjectRef(object.type(), object.key());
    }

    @Override
    public int compareTo(ObjectRef other) {
        return ORDER.compare(this, other);
    }
}
