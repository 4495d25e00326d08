package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.apply.FieldTypes;
import dev.mcm.testkit.plane.apply.JsonPatch;
import dev.mcm.testkit.plane.apply.MergePatch;
import dev.mcm.testkit.plane.apply.StrategicMerge;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.StatusException;
import java.util.List;
import java.util.function.UnaryOperator;

/// The patch formats other than server-side apply, by content type.
final class Patches {

    static final String APPLY = "application/apply-patch+yaml";

    private static final String JSON = "application/json-patch+json";
    private static final String MERGE = "application/merge-patch+json";
    private static final String STRATEGIC = "application/strategic-merge-patch+json";

    private Patches() {}

    static UnaryOperator<ObjectNode> read(String contentType, JsonNode body, ResourceType type) {
        if (contentType.equals(STRATEGIC) && type.custom()) {
            throw StatusException.unsupportedPatch(List.of(JSON, MERGE, APPLY));
        }
        return switch (contentType) {
            case MERGE -> target -> MergePatch.apply(target, object(body));
            case STRATEGIC ->
                    target -> StrategicMerge.apply(target, object(body), FieldTypes.of(type));
            case JSON -> target -> JsonPatch.apply(target, array(body));
            default ->
                    throw StatusException.unsupportedPatch(List.of(JSON, MERGE, STRATEGIC, APPLY));
        };
    }

    private static ObjectNode object(JsonNode body) {
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw StatusException.badRequest("the patch is not a JSON object");
    }

    private static ArrayNode array(JsonNode body) {
        if (body instanceof ArrayNode array) {
            return array;
        }
        throw StatusException.badRequest("the JSON patch is not an array of operations");
    }
}
