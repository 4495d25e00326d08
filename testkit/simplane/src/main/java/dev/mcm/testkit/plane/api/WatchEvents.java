package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.StoreEvent;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;

/// Turns changes into what a watch sends. An object that comes to match a selector is added, one
/// that ceases to is deleted.
record WatchEvents(Predicate<StoredObject> scope, Representation representation) {

    private static final byte[] OBJECT = "\",\"object\":".getBytes(StandardCharsets.UTF_8);

    Optional<Buffer> of(StoreEvent event) {
        boolean deleted = event.change() == StoreEvent.Change.DELETED;
        Optional<StoredObject> was = event.before().filter(scope);
        boolean is = !deleted && scope.test(event.object());
        if (is) {
            return Optional.of(frame(was.isPresent() ? "MODIFIED" : "ADDED", object(event)));
        }
        if (deleted) {
            return was.map(_ -> frame("DELETED", object(event)));
        }
        return was.map(before -> frame("DELETED", left(before, event.version())));
    }

    private byte[] object(StoreEvent event) {
        return representation instanceof Representation.Whole
                ? event.json()
                : Trees.bytes(representation.object(event.object()));
    }

    /// An object that ceased to match: as it last matched, under the version of the change.
    private byte[] left(StoredObject before, long version) {
        ObjectNode tree = Trees.object();
        tree.setAll(before.tree());
        ObjectNode metadata = Trees.object();
        if (before.at("metadata") instanceof ObjectNode present) {
            metadata.setAll(present);
        }
        metadata.put("resourceVersion", Long.toString(version));
        tree.set("metadata", metadata);
        StoredObject last = new StoredObject(before.type(), before.key(), version, tree);
        return Trees.bytes(representation.object(last));
    }

    Buffer added(StoredObject object) {
        return frame("ADDED", Trees.bytes(representation.object(object)));
    }

    /// @param initialEnd whether this marks the end of the state that a watch began with
    Buffer bookmark(ResourceType type, long version, boolean initialEnd) {
        ObjectNode object = Trees.object();
        object.put("kind", type.kind()).put("apiVersion", type.apiVersion());
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("resourceVersion", Long.toString(version));
        if (initialEnd) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        if (representation instanceof Representation.AsTable(var format)) {
            ObjectNode table = format.head(Trees.object());
            table.putObject("metadata").put("resourceVersion", Long.toString(version));
            ObjectNode row = table.putArray("rows").addObject();
            row.putArray("cells");
            row.set("object", object);
            return frame("BOOKMARK", Trees.bytes(table));
        }
        return frame("BOOKMARK", Trees.bytes(object));
    }

    static Buffer error(ObjectNode status) {
        return frame("ERROR", Trees.bytes(status));
    }

    private static Buffer frame(String type, byte[] object) {
        return Buffer.buffer(object.length + 40)
                .appendString("{\"type\":\"")
                .appendString(type)
                .appendBytes(OBJECT)
                .appendBytes(object)
                .appendByte((byte) '}');
    }
}
