package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;

/// What a server answered to one step. The events of a watch are an array of `{type, object}`.
record Answer(String step, int code, JsonNode body) {

    static Answer of(String step, int code, String text) {
        return new Answer(step, code, parse(text));
    }

    /// JSON where it is JSON, a text otherwise.
    static JsonNode parse(String text) {
        try {
            return Trees.parse(text);
        } catch (IllegalArgumentException _) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }

    boolean isSuccess() {
        return code < 300;
    }

    Answer with(JsonNode other) {
        return new Answer(step, code, other);
    }

    ObjectNode json() {
        ObjectNode json = Trees.object().put("step", step).put("code", code);
        json.set("body", body);
        return json;
    }

    static Answer of(JsonNode json) {
        return new Answer(Trees.text(json, "step"), json.path("code").asInt(), json.path("body"));
    }
}
