package dev.mcm.testkit.plane.api;

import dev.mcm.testkit.plane.store.StoredObject;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The objects of an iterator that are wanted, up to the first that lies beyond the end.
final class Matching implements Iterator<StoredObject> {

    private final Iterator<StoredObject> objects;
    private final Predicate<StoredObject> wanted;
    private final Predicate<StoredObject> beyond;
    private @Nullable StoredObject next;

    Matching(
            Iterator<StoredObject> objects,
            Predicate<StoredObject> wanted,
            Predicate<StoredObject> beyond) {
        this.objects = objects;
        this.wanted = wanted;
        this.beyond = beyond;
        next = find();
    }

    private @Nullable StoredObject find() {
        while (objects.hasNext()) {
            StoredObject object = objects.next();
            if (beyond.test(object)) {
                return null;
            }
            if (wanted.test(object)) {
                return object;
            }
        }
        return null;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public StoredObject next() {
        StoredObject object = next;
        if (object == null) {
            throw new NoSuchElementException("No more objects match");
        }
        next = find();
        return object;
    }
}
