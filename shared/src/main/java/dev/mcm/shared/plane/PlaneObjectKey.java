package dev.mcm.shared.plane;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import java.util.Comparator;
import java.util.Locale;

/// An object of one plane, as LSM publishes it and GSM stores it.
public record PlaneObjectKey(ObjectKind kind, String uid) implements Comparable<PlaneObjectKey> {
    private static final String ENUM_PREFIX = "OBJECT_KIND_";
    private static final Comparator<PlaneObjectKey> ORDER =
            Comparator.comparing(PlaneObjectKey::kind).thenComparing(PlaneObjectKey::uid);

    public static PlaneObjectKey of(ObservedObject object) {
        return new PlaneObjectKey(object.getKind(), object.getUid());
    }

    /// Key of its records on the topic: "pod/0f3c…".
    public String topicKey() {
        return kindName(kind) + "/" + uid;
    }

    /// "pod", "node", "deployment".
    public static String kindName(ObjectKind kind) {
        return kind.name().substring(ENUM_PREFIX.length()).toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(PlaneObjectKey other) {
        return ORDER.compare(this, other);
    }
}
