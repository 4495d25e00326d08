package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Who owns which field of an object: the list in `metadata.managedFields`. Immutable.
record ManagedFields(List<Entry> entries) {

    static final String APPLY = "Apply";
    static final String UPDATE = "Update";

    /// Fields nobody owns: identity and what the server itself keeps.
    private static final Set<String> UNOWNED_METADATA =
            Set.of(
                    "name",
                    "namespace",
                    "uid",
                    "resourceVersion",
                    "generation",
                    "creationTimestamp",
                    "deletionTimestamp",
                    "deletionGracePeriodSeconds",
                    "selfLink",
                    "managedFields",
                    "generateName");

    /// One manager's fields under one operation.
    record Entry(
            String manager,
            String operation,
            String apiVersion,
            String time,
            String subresource,
            FieldTrie fields) {

        boolean isBy(Author author, String otherOperation) {
            return manager.equals(author.manager())
                    && operation.equals(otherOperation)
                    && subresource.equals(author.subresource());
        }

        Entry with(FieldTrie other) {
            return new Entry(manager, operation, apiVersion, time, subresource, other);
        }
    }

    ManagedFields {
        entries = List.copyOf(entries);
    }

    static ManagedFields of(JsonNode object) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode node : Trees.at(object, "metadata", "managedFields")) {
            entries.add(
                    new Entry(
                            Trees.text(node, "manager"),
                            Trees.text(node, "operation"),
                            Trees.text(node, "apiVersion"),
                            Trees.text(node, "time"),
                            Trees.text(node, "subresource"),
                            FieldTrie.fromFieldsV1(node.path("fieldsV1"))));
        }
        return new ManagedFields(entries);
    }

    /// A copy of `object` with only the fields that can have an owner.
    static ObjectNode ownable(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove(List.of("apiVersion", "kind"));
        if (copy.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(UNOWNED_METADATA);
            if (metadata.isEmpty()) {
                copy.remove("metadata");
            }
        }
        if (copy.path("status").isEmpty()) {
            copy.remove("status");
        }
        return copy;
    }

    FieldTrie ownedBy(Author author, String operation) {
        return entries.stream()
                .filter(e -> e.isBy(author, operation))
                .map(Entry::fields)
                .findFirst()
                .orElse(FieldTrie.EMPTY);
    }

    /// What everybody but that entry owns.
    FieldTrie ownedByOthers(Author author, String operation) {
        return entries.stream()
                .filter(e -> !e.isBy(author, operation))
                .map(Entry::fields)
                .reduce(FieldTrie.EMPTY, FieldTrie::union);
    }

    /// The list after `author` came to own exactly `fields` under `operation`.
    ManagedFields with(Author author, String operation, FieldTrie fields) {
        List<Entry> next = new ArrayList<>();
        boolean found = false;
        for (Entry entry : entries) {
            if (!entry.isBy(author, operation)) {
                next.add(entry);
            } else {
                found = true;
                boolean same = entry.fields().equals(fields);
                next.add(same ? entry : entry(author, operation, fields));
            }
        }
        if (!found) {
            next.add(entry(author, operation, fields));
        }
        next.removeIf(e -> e.fields().isEmpty());
        return new ManagedFields(next);
    }

    /// The list after everybody but that entry lost `fields`.
    ManagedFields takenFromOthers(Author author, String operation, FieldTrie fields) {
        return new ManagedFields(
                entries.stream()
                        .map(e -> e.isBy(author, operation) ? e : e.with(e.fields().minus(fields)))
                        .filter(e -> !e.fields().isEmpty())
                        .toList());
    }

    private static Entry entry(Author author, String operation, FieldTrie fields) {
        return new Entry(
                author.manager(),
                operation,
                author.apiVersion(),
                Trees.time(author.at()),
                author.subresource(),
                fields);
    }

    void writeTo(ObjectNode object) {
        ObjectNode metadata = Trees.ensure(object, "metadata");
        if (entries.isEmpty()) {
            metadata.remove("managedFields");
            return;
        }
        ArrayNode list = metadata.putArray("managedFields");
        for (Entry entry : entries) {
            ObjectNode node =
                    list.addObject()
                            .put("manager", entry.manager())
                            .put("operation", entry.operation())
                            .put("apiVersion", entry.apiVersion())
                            .put("time", entry.time())
                            .put("fieldsType", "FieldsV1");
            node.set("fieldsV1", entry.fields().toFieldsV1());
            if (!entry.subresource().isEmpty()) {
                node.put("subresource", entry.subresource());
            }
        }
    }
}
