package dev.mcm.lsm.core;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import java.util.Locale;

/// An object of the plane.
public record ObjectKey(ObjectKind kind, String uid) {
    private static final String ENUM_PREFIX = "OBJECT_KIND_";

    public static ObjectKey of(ObservedObject object) {
        return new ObjectKey(object.getKind(), object.getUid());
    }

    /// Key of its records on the topic: "pod/0f3c…".
    public String topicKey() {
        return kindName(kind) + "/" + uid;
    }

    /// "pod", "node", "deployment".
    public static String kindName(ObjectKind kind) {
        return kind.name().substring(ENUM_PREFIX.length()).toLowerCase(Locale.ROOT);
    }
}
