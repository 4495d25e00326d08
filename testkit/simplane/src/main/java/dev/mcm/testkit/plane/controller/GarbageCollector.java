package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.time.TaskScheduler;
import dev.mcm.testkit.plane.registry.DeleteRequest;
import dev.mcm.testkit.plane.registry.Deletion;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.registry.WriteRequest;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoreEvent;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Duration;
import java.util.List;

/// Deletes what a deleted object owned; for foreground deletion first, for orphaning not at all.
/// Runs on the scheduler.
final class GarbageCollector {

    private static final Duration SETTLE = Duration.ofMillis(20);

    private final ObjectRegistry registry;
    private final Dependents dependents;
    private final WorkQueue<StoredOwner> queue;

    private record StoredOwner(ObjectRef ref, String uid) {}

    GarbageCollector(ObjectRegistry registry, Dependents dependents, TaskScheduler scheduler) {
        this.registry = registry;
        this.dependents = dependents;
        queue = new WorkQueue<>(scheduler, this::collect);
        registry.store().everyType(t -> registry.store().listen(t, this::observe));
    }

    private void observe(StoreEvent event) {
        StoredObject object = event.object();
        boolean gone = event.change() == StoreEvent.Change.DELETED;
        if (gone || object.isDeleting()) {
            queue.add(new StoredOwner(ObjectRef.to(object), object.uid()));
        }
        if (gone) {
            object.at("metadata", "ownerReferences").forEach(o -> wake(object, o));
        }
    }

    /// An owner that waits for its dependents looks again when one has gone.
    private void wake(StoredObject dependent, JsonNode owner) {
        for (ResourceType type : registry.store().types()) {
            if (type.kind().equals(Trees.text(owner, "kind"))) {
                String namespace = type.namespaced() ? dependent.key().namespace() : "";
                ObjectKey key = new ObjectKey(namespace, Trees.text(owner, "name"));
                queue.addSettled(
                        new StoredOwner(new ObjectRef(type, key), Trees.text(owner, "uid")),
                        SETTLE);
            }
        }
    }

    private void collect(StoredOwner owner) {
        ObjectStore store = registry.store();
        StoredObject current = store.find(owner.ref().type(), owner.ref().key());
        if (current == null || !current.uid().equals(owner.uid())) {
            dependents.of(owner.uid()).forEach(r -> deleteOrDisown(r, owner.uid()));
        } else if (hasFinalizer(current, Deletion.FOREGROUND)) {
            foreground(current);
        } else if (hasFinalizer(current, Deletion.ORPHAN)) {
            dependents.of(current.uid()).forEach(r -> disown(r, current.uid()));
            release(current, Deletion.ORPHAN);
        }
    }

    private void foreground(StoredObject owner) {
        List<ObjectRef> rest = dependents.of(owner.uid());
        if (rest.isEmpty()) {
            release(owner, Deletion.FOREGROUND);
            return;
        }
        DeleteRequest how =
                new DeleteRequest(DeleteRequest.Propagation.FOREGROUND, -1, "", "", false);
        for (ObjectRef ref : rest) {
            StoredObject dependent = registry.store().find(ref.type(), ref.key());
            if (dependent != null && !dependent.isDeleting()) {
                delete(ref, how);
            }
        }
    }

    private void deleteOrDisown(ObjectRef ref, String ownerUid) {
        StoredObject dependent = registry.store().find(ref.type(), ref.key());
        if (dependent != null && dependent.at("metadata", "ownerReferences").size() > 1) {
            disown(ref, ownerUid);
        } else {
            delete(ref, DeleteRequest.PLAIN);
        }
    }

    private void delete(ObjectRef ref, DeleteRequest how) {
        try {
            registry.delete(ref.type(), ref.key(), how);
        } catch (StatusException _) {
            // It went by itself.
        }
    }

    private void disown(ObjectRef ref, String ownerUid) {
        registry.edit(
                ref.type(),
                ref.key(),
                tree -> {
                    ObjectNode metadata = Trees.ensure(tree, "metadata");
                    ArrayNode kept = metadata.arrayNode();
                    for (JsonNode owner : metadata.path("ownerReferences")) {
                        if (!Trees.text(owner, "uid").equals(ownerUid)) {
                            kept.add(owner);
                        }
                    }
                    metadata.set("ownerReferences", kept);
                    return tree;
                });
    }

    private void release(StoredObject object, String finalizer) {
        try {
            registry.update(
                    WriteRequest.internal(object.type(), object.key()),
                    before -> {
                        ObjectNode after = before.copy();
                        ObjectNode metadata = Trees.ensure(after, "metadata");
                        ArrayNode kept = metadata.arrayNode();
                        for (JsonNode name : metadata.path("finalizers")) {
                            if (!name.asText().equals(finalizer)) {
                                kept.add(name);
                            }
                        }
                        metadata.set("finalizers", kept);
                        return after;
                    });
        } catch (StatusException _) {
            // It went by itself.
        }
    }

    private static boolean hasFinalizer(StoredObject object, String finalizer) {
        for (JsonNode name : object.at("metadata", "finalizers")) {
            if (name.asText().equals(finalizer)) {
                return true;
            }
        }
        return false;
    }
}
