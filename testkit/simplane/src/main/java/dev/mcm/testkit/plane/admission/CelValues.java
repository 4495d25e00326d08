package dev.mcm.testkit.plane.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.values.NullValue;
import dev.mcm.testkit.plane.registry.Admission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What expressions see of a write.
final class CelValues {

    private CelValues() {}

    static Object of(@Nullable JsonNode node) {
        return switch (node) {
            case null -> NullValue.NULL_VALUE;
            case ObjectNode object -> {
                Map<String, Object> map = new LinkedHashMap<>();
                object.properties().forEach(e -> map.put(e.getKey(), of(e.getValue())));
                yield map;
            }
            case ArrayNode array -> {
                List<Object> list = new ArrayList<>();
                array.forEach(e -> list.add(of(e)));
                yield list;
            }
            default -> scalar(node);
        };
    }

    private static Object scalar(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isIntegralNumber()) {
            return node.longValue();
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return node.isBoolean() ? (Object) node.booleanValue() : NullValue.NULL_VALUE;
    }

    /// The variable `request`.
    static Map<String, Object> request(Admission.Write write) {
        Map<String, Object> kind =
                Map.of(
                        "group", write.type().group(),
                        "version", write.type().version(),
                        "kind", write.type().kind());
        Map<String, Object> resource =
                Map.of(
                        "group", write.type().group(),
                        "version", write.type().version(),
                        "resource", write.type().plural());
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("operation", write.operation().name());
        request.put("kind", kind);
        request.put("requestKind", kind);
        request.put("resource", resource);
        request.put("requestResource", resource);
        request.put("subResource", write.part());
        request.put("requestSubResource", write.part());
        request.put("name", write.key().name());
        request.put("namespace", write.key().namespace());
        request.put("dryRun", write.options().dryRun());
        request.put(
                "userInfo",
                Map.of(
                        "username", write.options().requester().name(),
                        "groups", write.options().requester().groups()));
        return request;
    }
}
