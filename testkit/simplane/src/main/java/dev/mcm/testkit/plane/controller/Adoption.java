package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.store.LabelSelector;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.StoreEvent;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Who controls what, by the rules of the controllers' reference manager: an object that nobody
/// controls belongs to the one whose selector it matches, and one that its controller selects no
/// longer is let go. What another one controls is left alone. Safe for use by many threads.
final class Adoption {
    private final ObjectRegistry registry;
    private final Dependents dependents;
    private final ResourceType owners;
    private final ResourceType owned;
    private final Map<String, SortedSet<ObjectKey>> free = new HashMap<>();

    /// Uids of owners of whose objects one has got other labels.
    private final Set<String> suspects = new HashSet<>();

    /// @param due told of owners that are to look again, inside the write: it must be quick
    Adoption(
            ObjectRegistry registry,
            Dependents dependents,
            ResourceType owners,
            ResourceType owned,
            Consumer<ObjectKey> due) {
        this.registry = registry;
        this.dependents = dependents;
        this.owners = owners;
        this.owned = owned;
        registry.store().listen(owned, event -> observe(event, due));
    }

    private void observe(StoreEvent event, Consumer<ObjectKey> due) {
        StoredObject object = event.object();
        boolean isFree =
                event.change() != StoreEvent.Change.DELETED && object.controllerUid().isEmpty();
        note(object.key(), isFree);
        boolean same =
                event.before()
                        .filter(before -> before.labels().equals(object.labels()))
                        .filter(before -> before.controllerUid().equals(object.controllerUid()))
                        .isPresent();
        if (same || event.change() == StoreEvent.Change.DELETED) {
            return;
        }
        if (isFree) {
            for (StoredObject owner : registry.store().objects(owners).values()) {
                if (selects(owner, object)) {
                    due.accept(owner.key());
                }
            }
        } else {
            suspect(object.controllerUid());
        }
    }

    private synchronized void suspect(String owner) {
        suspects.add(owner);
    }

    private synchronized boolean isSuspect(String owner) {
        return suspects.remove(owner);
    }

    private synchronized void note(ObjectKey key, boolean isFree) {
        if (isFree) {
            free.computeIfAbsent(key.namespace(), _ -> new TreeSet<>()).add(key);
        } else {
            free.getOrDefault(key.namespace(), new TreeSet<>()).remove(key);
        }
    }

    private synchronized List<ObjectKey> free(String namespace) {
        return List.copyOf(free.getOrDefault(namespace, new TreeSet<>()));
    }

    private static boolean selects(StoredObject owner, StoredObject object) {
        return owner.key().namespace().equals(object.key().namespace())
                && LabelSelector.of(owner.at("spec", "selector")).matches(object);
    }

    /// Takes what is free and lets go what is selected no longer.
    void claim(StoredObject owner) {
        for (ObjectKey key : free(owner.key().namespace())) {
            StoredObject object = registry.store().find(owned, key);
            if (object != null
                    && !object.isDeleting()
                    && !owner.isDeleting()
                    && object.controllerUid().isEmpty()
                    && selects(owner, object)) {
                registry.edit(owned, key, tree -> adopted(tree, owner));
            }
        }
        List<StoredObject> own =
                isSuspect(owner.uid()) ? dependents.controlledBy(owner.uid(), owned) : List.of();
        for (StoredObject object : own) {
            if (!selects(owner, object)) {
                registry.edit(owned, object.key(), tree -> released(tree, owner.uid()));
            }
        }
    }

    /// Unless somebody else was quicker.
    private static ObjectNode adopted(ObjectNode tree, StoredObject owner) {
        JsonNode present = Trees.at(tree, "metadata", "ownerReferences").deepCopy();
        for (JsonNode reference : present) {
            if (reference.path("controller").asBoolean()) {
                return tree;
            }
        }
        Owners.control(tree, owner);
        ArrayNode references = (ArrayNode) Trees.at(tree, "metadata", "ownerReferences");
        present.forEach(references::add);
        return tree;
    }

    private static ObjectNode released(ObjectNode tree, String owner) {
        ObjectNode metadata = Trees.ensure(tree, "metadata");
        ArrayNode rest = metadata.arrayNode();
        for (JsonNode reference : metadata.path("ownerReferences")) {
            if (!Trees.text(reference, "uid").equals(owner)) {
                rest.add(reference);
            }
        }
        if (rest.isEmpty()) {
            metadata.remove("ownerReferences");
        } else {
            metadata.set("ownerReferences", rest);
        }
        return tree;
    }
}
