package dev.mcm.testkit.plane.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Reading and building JSON trees. A tree that was handed to the store is never changed again:
/// copy it first.
public final class Trees {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Trees() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// The node under `path`; a missing node when any step is absent.
    public static JsonNode at(JsonNode tree, String... path) {
        JsonNode node = tree;
        for (String step : path) {
            node = node.path(step);
        }
        return node;
    }

    /// The text under `path`; empty when absent or null.
    public static String text(JsonNode tree, String... path) {
        JsonNode node = at(tree, path);
        return node.isNull() ? "" : node.asText("");
    }

    public static int number(JsonNode tree, int absent, String... path) {
        return at(tree, path).asInt(absent);
    }

    /// The object under `path` of a tree that the caller owns, created where absent.
    public static ObjectNode ensure(ObjectNode tree, String... path) {
        ObjectNode node = tree;
        for (String step : path) {
            node = node.get(step) instanceof ObjectNode child ? child : node.putObject(step);
        }
        return node;
    }

    /// A number node as the parser would make it, so that trees compare equal.
    public static NumericNode numberNode(long value) {
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    /// A Kubernetes time: UTC, whole seconds.
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public static JsonNode parse(byte[] json) throws IOException {
        return MAPPER.readTree(json);
    }

    public static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(
                    "Not JSON: " + failure.getOriginalMessage(), failure);
        }
    }

    public static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("A JSON tree did not serialize", failure);
        }
    }
}
