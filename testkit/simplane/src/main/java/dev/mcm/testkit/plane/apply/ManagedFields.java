package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who owns which field of an object: the list in `metadata.managedFields`. Immutable.
record ManagedFields(List<Entry> entries) {

    static final String FIELD = "managedFields";

    /// Fields nobody owns: identity and what the server itself keeps.
    private static final FieldTrie UNOWNED =
            leaves("apiVersion", "kind", "metadata")
                    .union(
                            under(
                                    "metadata",
                                    leaves(
                                            "name",
                                            "namespace",
                                            "creationTimestamp",
                                            "selfLink",
                                            "uid",
                                            "generation",
                                            FIELD,
                                            "resourceVersion")));

    private static final Comparator<Entry> ORDER =
            Comparator.comparing((Entry e) -> e.owner().operation())
                    .thenComparing(Entry::time)
                    .thenComparing(e -> e.owner().manager())
                    .thenComparing(e -> e.owner().apiVersion())
                    .thenComparing(e -> e.owner().subresource());

    /// What tells entries apart. The version of the API matters for updates only.
    record Owner(String manager, String operation, String apiVersion, String subresource) {

        boolean isSameAs(Owner other) {
            return manager.equals(other.manager)
                    && operation.equals(other.operation)
                    && subresource.equals(other.subresource)
                    && (operation.equals(Author.APPLY) || apiVersion.equals(other.apiVersion));
        }
    }

    /// One manager's fields under one operation.
    ///
    /// @param source what the entry was read from, which it is written as again; null for a new one
    @SuppressWarnings("ReferenceEquality") // What is the same was not changed.
    record Entry(Owner owner, String time, FieldTrie fields, @Nullable JsonNode source) {

        private Entry with(FieldTrie other) {
            return other == fields ? this : new Entry(owner, time, other, null);
        }

        private JsonNode toJson() {
            if (source != null) {
                return source;
            }
            ObjectNode node =
                    Trees.object()
                            .put("manager", owner.manager())
                            .put("operation", owner.operation())
                            .put("apiVersion", owner.apiVersion());
            if (!time.isEmpty()) {
                node.put("time", time);
            }
            node.put("fieldsType", "FieldsV1");
            node.set("fieldsV1", fields.toFieldsV1());
            if (!owner.subresource().isEmpty()) {
                node.put("subresource", owner.subresource());
            }
            return node;
        }
    }

    ManagedFields {
        entries = List.copyOf(entries);
    }

    private static FieldTrie leaves(String... names) {
        TreeMap<String, FieldTrie> children = new TreeMap<>();
        for (String name : names) {
            children.put("f:" + name, FieldTrie.LEAF);
        }
        return new FieldTrie(false, children);
    }

    private static FieldTrie under(String name, FieldTrie fields) {
        TreeMap<String, FieldTrie> children = new TreeMap<>();
        children.put("f:" + name, fields);
        return new FieldTrie(false, children);
    }

    static ManagedFields of(JsonNode list) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode node : list) {
            Owner owner =
                    new Owner(
                            Trees.text(node, "manager"),
                            Trees.text(node, "operation"),
                            Trees.text(node, "apiVersion"),
                            Trees.text(node, "subresource"));
            FieldTrie fields = FieldTrie.fromFieldsV1(node.path("fieldsV1"));
            if (!owner.operation().isEmpty()) {
                entries.add(new Entry(owner, Trees.text(node, "time"), fields, node));
            }
        }
        return new ManagedFields(entries);
    }

    FieldTrie ownedBy(Owner owner) {
        return entries.stream()
                .filter(e -> e.owner().isSameAs(owner))
                .map(Entry::fields)
                .findFirst()
                .orElse(FieldTrie.EMPTY);
    }

    FieldTrie ownedByAnybody() {
        return entries.stream().map(Entry::fields).reduce(FieldTrie.EMPTY, FieldTrie::union);
    }

    /// The list after `owner` came to own exactly `fields`, less what nobody can own.
    ManagedFields with(Owner owner, String time, FieldTrie fields) {
        List<Entry> next = new ArrayList<>(entries);
        next.removeIf(e -> e.owner().isSameAs(owner));
        FieldTrie owned = fields.minus(UNOWNED);
        if (!owned.isEmpty()) {
            next.add(new Entry(owner, time, owned, null));
        }
        return new ManagedFields(next);
    }

    /// Whether anybody owns `spec.replicas`.
    boolean ownReplicas() {
        return entries.stream()
                .anyMatch(e -> {
                    FieldTrie spec = e.fields().child("f:spec");
                    return spec != null && spec.child("f:replicas") != null;
                });
    }

    /// When `owner` last changed something; empty for never.
    String timeOf(Owner owner) {
        return entries.stream()
                .filter(e -> e.owner().isSameAs(owner))
                .map(Entry::time)
                .findFirst()
                .orElse("");
    }

    /// The list after `owner` changed something at `time`.
    ManagedFields at(Owner owner, String time) {
        return new ManagedFields(
                entries.stream()
                        .map(e ->
                                e.owner().isSameAs(owner)
                                        ? new Entry(e.owner(), time, e.fields(), null)
                                        : e)
                        .toList());
    }

    /// The list after `owner` lost all but `fields`.
    ManagedFields shrunk(Owner owner, FieldTrie fields) {
        return new ManagedFields(
                entries.stream()
                        .map(e -> e.owner().isSameAs(owner) ? e.with(fields) : e)
                        .filter(e -> !e.fields().isEmpty())
                        .toList());
    }

    /// The list after everybody but `owner` lost `fields`.
    ManagedFields takenFromOthers(Owner owner, FieldTrie fields) {
        if (fields.isEmpty()) {
            return this;
        }
        return new ManagedFields(
                entries.stream()
                        .map(e -> e.owner().isSameAs(owner) ? e : e.with(e.fields().minus(fields)))
                        .filter(e -> !e.fields().isEmpty())
                        .toList());
    }

    void writeTo(ObjectNode object) {
        ObjectNode metadata = Trees.ensure(object, "metadata");
        if (entries.isEmpty()) {
            metadata.remove(FIELD);
            return;
        }
        ArrayNode list = metadata.putArray(FIELD);
        entries.stream().sorted(ORDER).map(Entry::toJson).forEach(list::add);
    }
}
