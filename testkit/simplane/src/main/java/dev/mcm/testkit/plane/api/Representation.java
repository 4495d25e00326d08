package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.InstantSource;
import java.util.List;

/// The form in which a client wants objects, from its `Accept` header.
sealed interface Representation {

    /// The object as it is stored.
    record Whole() implements Representation {}

    /// The object's metadata only.
    record MetadataOnly() implements Representation {}

    /// Rows for people, as kubectl prints them.
    record AsTable(TableFormat format) implements Representation {}

    static Representation negotiate(ResourceType type, String accept, InstantSource clock) {
        for (String option : accept.split(",", -1)) {
            if (option.contains("as=Table") && option.contains("v=v1;")) {
                return new AsTable(new TableFormat(type, clock));
            }
            if (option.contains("as=PartialObjectMetadata")) {
                return new MetadataOnly();
            }
            if (option.strip().startsWith("application/json") && !option.contains("as=")) {
                return new Whole();
            }
        }
        return new Whole();
    }

    /// One object on its own.
    default ObjectNode object(StoredObject object) {
        return switch (this) {
            case Whole() -> object.tree();
            case MetadataOnly() -> metadataOf(object);
            case AsTable(var format) -> format.table(object);
        };
    }

    static ObjectNode metadataOf(StoredObject object) {
        ObjectNode partial = Trees.object();
        partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", object.at("metadata"));
        return partial;
    }

    /// The opening of a list, up to where its items go; `metadata` is the list's own.
    default ObjectNode listHead(ResourceType type, ObjectNode metadata) {
        ObjectNode head = Trees.object();
        switch (this) {
            case Whole() ->
                    head.put("kind", type.kind() + "List").put("apiVersion", type.apiVersion());
            case MetadataOnly() ->
                    head.put("kind", "PartialObjectMetadataList")
                            .put("apiVersion", "meta.k8s.io/v1");
            case AsTable(var format) -> format.head(head);
        }
        head.set("metadata", metadata);
        return head;
    }

    default String itemsField() {
        return this instanceof AsTable ? "rows" : "items";
    }

    /// One object in a list. Kubernetes' own kinds are not named again there.
    default ObjectNode item(StoredObject object) {
        return switch (this) {
            case Whole() -> object.type().custom() ? object.tree() : unnamed(object);
            case MetadataOnly() -> metadataOf(object);
            case AsTable(var format) -> format.row(object);
        };
    }

    private static ObjectNode unnamed(StoredObject object) {
        ObjectNode item = Trees.object();
        item.setAll(object.tree());
        item.remove(List.of("apiVersion", "kind"));
        return item;
    }
}
