package dev.mcm.testkit.plane.controller;

import dev.mcm.shared.time.TaskScheduler;
import dev.mcm.testkit.plane.registry.DeleteRequest;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoreEvent;
import dev.mcm.testkit.plane.store.StoredObject;
import java.time.Duration;
import java.util.Iterator;

/// Empties namespaces that are being deleted, and removes them when they are empty. Runs on the
/// scheduler.
final class NamespaceController {

    private static final Duration SETTLE = Duration.ofMillis(20);

    private final ObjectRegistry registry;
    private final WorkQueue<String> queue;

    NamespaceController(ObjectRegistry registry, TaskScheduler scheduler) {
        this.registry = registry;
        queue = new WorkQueue<>(scheduler, this::reconcile);
        registry.store().listen(ResourceTypes.NAMESPACE, e -> queue.add(e.object().key().name()));
        registry.store().everyType(t -> registry.store().listen(t, this::contentChanged));
    }

    private void contentChanged(StoreEvent event) {
        boolean deleted = event.change() == StoreEvent.Change.DELETED;
        if (deleted && event.object().type().namespaced()) {
            queue.addSettled(event.object().key().namespace(), SETTLE);
        }
    }

    private void reconcile(String name) {
        StoredObject namespace =
                registry.store().find(ResourceTypes.NAMESPACE, ObjectKey.ofCluster(name));
        if (namespace == null || !namespace.isDeleting()) {
            return;
        }
        boolean empty = true;
        for (ResourceType type : registry.store().types()) {
            empty &= !type.namespaced() || empty(type, name);
        }
        if (empty && !registry.store().remove(namespace).isPresent()) {
            queue.add(name);
        }
    }

    private boolean empty(ResourceType type, String namespace) {
        Iterator<StoredObject> content =
                registry.store().snapshot(type).objects().iterator(new ObjectKey(namespace, ""));
        boolean empty = true;
        while (content.hasNext()) {
            StoredObject object = content.next();
            if (!object.key().namespace().equals(namespace)) {
                break;
            }
            empty = false;
            if (!object.isDeleting()) {
                delete(object);
            }
        }
        return empty;
    }

    private void delete(StoredObject object) {
        try {
            registry.delete(object.type(), object.key(), DeleteRequest.PLAIN);
        } catch (StatusException _) {
            // It went by itself.
        }
    }
}
