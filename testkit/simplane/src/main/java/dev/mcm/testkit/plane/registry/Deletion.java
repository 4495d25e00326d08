package dev.mcm.testkit.plane.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Decides whether a deletion takes effect at once or the object is first marked, so that a
/// kubelet, a controller or a holder of a finalizer can end it properly.
public final class Deletion {

    public static final String FOREGROUND = "foregroundDeletion";
    public static final String ORPHAN = "orphan";

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
    private static final int DEFAULT_GRACE = 30;

    private Deletion() {}

    /// The marked object, or empty when it goes at once.
    static Optional<ObjectNode> mark(StoredObject object, DeleteRequest request, Instant now) {
        ObjectNode marked = object.copy();
        if (object.type().equals(ResourceTypes.NAMESPACE) && object.isDeleting()) {
            return Optional.of(marked);
        }
        if (!object.type().equals(ResourceTypes.EVENT)) {
            propagate(marked, request.propagation());
        }
        int grace = grace(object, request);
        boolean held = !Trees.at(marked, "metadata", "finalizers").isEmpty();
        boolean namespace = object.type().equals(ResourceTypes.NAMESPACE);
        if (grace == 0 && !held && !namespace) {
            return Optional.empty();
        }
        ObjectNode metadata = Trees.ensure(marked, "metadata");
        if (!object.isDeleting() || grace < metadata.path("deletionGracePeriodSeconds").asInt()) {
            metadata.put("deletionTimestamp", Trees.time(now.plusSeconds(grace)));
            if (!namespace) {
                metadata.put("deletionGracePeriodSeconds", grace);
            }
        }
        if (!object.isDeleting() && metadata.has("generation")) {
            metadata.put("generation", metadata.path("generation").asInt() + 1);
        }
        if (namespace) {
            Trees.ensure(marked, "status").put("phase", "Terminating");
        }
        return Optional.of(marked);
    }

    /// Whether watchers hear that the object is being deleted before it goes, though it goes at
    /// once.
    static boolean isToldFirst(StoredObject object) {
        return object.type().equals(ResourceTypes.POD) && !object.isDeleting();
    }

    /// A pod that has no time left; any other object as it is.
    static StoredObject ended(StoredObject object, Instant now) {
        if (!isToldFirst(object)) {
            return object;
        }
        ObjectNode tree = object.copy();
        ObjectNode metadata = Trees.ensure(tree, "metadata");
        metadata.put("deletionTimestamp", Trees.time(now));
        metadata.put("deletionGracePeriodSeconds", 0);
        metadata.put("generation", metadata.path("generation").asInt() + 1);
        return new StoredObject(object.type(), object.key(), object.resourceVersion(), tree);
    }

    private static int grace(StoredObject object, DeleteRequest request) {
        if (!object.type().equals(ResourceTypes.POD)) {
            return 0;
        }
        boolean unbound = object.text("spec", "nodeName").isEmpty();
        if (unbound || ENDED.contains(object.text("status", "phase"))) {
            return 0;
        }
        return request.graceSeconds() >= 0
                ? request.graceSeconds()
                : object.number(DEFAULT_GRACE, "spec", "terminationGracePeriodSeconds");
    }

    /// Leaves at most one of the finalizers that say what happens to dependents.
    private static void propagate(ObjectNode object, DeleteRequest.Propagation propagation) {
        if (propagation == DeleteRequest.Propagation.UNSAID) {
            return;
        }
        ArrayNode finalizers = Trees.object().arrayNode();
        for (JsonNode finalizer : Trees.at(object, "metadata", "finalizers")) {
            if (!finalizer.asText().equals(FOREGROUND) && !finalizer.asText().equals(ORPHAN)) {
                finalizers.add(finalizer);
            }
        }
        if (propagation == DeleteRequest.Propagation.FOREGROUND) {
            finalizers.add(FOREGROUND);
        } else if (propagation == DeleteRequest.Propagation.ORPHAN) {
            finalizers.add(ORPHAN);
        }
        ObjectNode metadata = Trees.ensure(object, "metadata");
        if (finalizers.isEmpty()) {
            metadata.remove("finalizers");
        } else {
            metadata.set("finalizers", finalizers);
        }
    }
}
