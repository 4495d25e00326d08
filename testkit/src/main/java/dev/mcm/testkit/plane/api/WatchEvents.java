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
        boolean was = event.before().filter(scope).isPresent();
        boolean is = !deleted && scope.test(event.object());
        if (!was && !is) {
            return Optional.empty();
        }
        String type = is ? (was ? "MODIFIED" : "ADDED") : "DELETED";
        byte[] object =
                representation instanceof Representation.Whole
                        ? event.json()
                        : Trees.bytes(representation.object(event.object()));
        return Optional.of(frame(type, object));
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
        metadata.putNull("creationTimestamp");
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
