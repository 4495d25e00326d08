package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.List;

/// What goes back to the client: a code and the body in pieces that are made as they are sent.
record Answer(int code, String contentType, Iterator<Buffer> body) {

    static final String JSON = "application/json";

    static Answer json(int code, JsonNode tree) {
        return new Answer(code, JSON, List.of(Buffer.buffer(Trees.bytes(tree))).iterator());
    }

    static Answer object(int code, StoredObject object, Representation representation) {
        return json(code, representation.object(object));
    }

    static Answer text(String text) {
        return new Answer(200, "text/plain", List.of(Buffer.buffer(text)).iterator());
    }

    static Answer streamed(Iterator<Buffer> body) {
        return new Answer(200, JSON, body);
    }

    /// The `Status` that tells of a deletion that took effect at once.
    static Answer deleted(StoredObject object) {
        ObjectNode status = Trees.object();
        status.put("kind", "Status").put("apiVersion", "v1").put("status", "Success");
        status.putObject("metadata");
        ObjectNode details = status.putObject("details").put("name", object.key().name());
        if (!object.type().group().isEmpty()) {
            details.put("group", object.type().group());
        }
        details.put("kind", object.type().plural()).put("uid", object.uid());
        return json(200, status);
    }
}
