package dev.mcm.gsm.core;

import dev.mcm.event.v1.ObjectKind;
import java.util.Comparator;

/// An object inside one plane.
public record ObjectKey(ObjectKind kind, String uid) implements Comparable<ObjectKey> {
    private static final Comparator<ObjectKey> ORDER =
            Comparator.comparing(ObjectKey::kind).thenComparing(ObjectKey::uid);

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }
}
