package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.StoreEvent;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which objects name which owner, kept up to date inside every write. Safe for use by many
/// threads.
final class Dependents {

    private final ObjectStore store;
    private final Map<String, SortedSet<ObjectRef>> byOwner = new HashMap<>();

    Dependents(ObjectStore store) {
        this.store = store;
        store.everyType(t -> store.listen(t, this::observe));
    }

    private synchronized void observe(StoreEvent event) {
        JsonNode was = event.before().map(Dependents::owners).orElseGet(Trees::object);
        JsonNode is =
                event.change() == StoreEvent.Change.DELETED
                        ? Trees.object()
                        : owners(event.object());
        if (was.equals(is)) {
            return;
        }
        ObjectRef ref = ObjectRef.to(event.object());
        was.forEach(owner -> remove(Trees.text(owner, "uid"), ref));
        is.forEach(owner ->
                byOwner.computeIfAbsent(Trees.text(owner, "uid"), _ -> new TreeSet<>()).add(ref));
    }

    private void remove(String owner, ObjectRef ref) {
        SortedSet<ObjectRef> refs = byOwner.get(owner);
        if (refs != null) {
            refs.remove(ref);
            if (refs.isEmpty()) {
                byOwner.remove(owner);
            }
        }
    }

    private static JsonNode owners(StoredObject object) {
        return object.at("metadata", "ownerReferences");
    }

    synchronized List<ObjectRef> of(String ownerUid) {
        return List.copyOf(byOwner.getOrDefault(ownerUid, new TreeSet<>()));
    }

    /// The objects of one type that the owner controls.
    List<StoredObject> controlledBy(String ownerUid, ResourceType type) {
        return of(ownerUid).stream()
                .filter(r -> r.type().equals(type))
                .map(r -> store.find(type, r.key()))
                .filter(Objects::nonNull)
                .filter(o -> o.controllerUid().equals(ownerUid))
                .toList();
    }
}
