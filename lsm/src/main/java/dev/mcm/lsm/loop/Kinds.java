package dev.mcm.lsm.loop;

import dev.mcm.event.v1.ObjectKind;
import java.util.List;
import java.util.Set;

/// What LSM observes.
public final class Kinds {
    /// Nodes first, so that a reader knows the nodes when it meets the pods.
    public static final List<ObjectKind> ALL =
            List.of(
                    ObjectKind.OBJECT_KIND_NODE,
                    ObjectKind.OBJECT_KIND_DEPLOYMENT,
                    ObjectKind.OBJECT_KIND_POD,
                    ObjectKind.OBJECT_KIND_RESOURCEQUOTA);

    /// Without these LSM cannot do its work. Quotas a plane may keep to itself: where they are not
    /// known nothing is limited.
    static final Set<ObjectKind> NEEDED =
            Set.of(
                    ObjectKind.OBJECT_KIND_NODE,
                    ObjectKind.OBJECT_KIND_DEPLOYMENT,
                    ObjectKind.OBJECT_KIND_POD);

    private Kinds() {}
}
