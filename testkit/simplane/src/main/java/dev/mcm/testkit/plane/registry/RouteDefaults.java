package dev.mcm.testkit.plane.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;

/// The defaults in the Gateway API's definition of `HTTPRoute`.
final class RouteDefaults {

    private RouteDefaults() {}

    static void fill(ObjectNode route) {
        if (route.path("spec") instanceof ObjectNode spec) {
            spec.path("parentRefs").forEach(RouteDefaults::parent);
            if (!spec.has("rules")) {
                spec.putArray("rules").addObject();
            }
            spec.path("rules").forEach(RouteDefaults::rule);
        }
        Trees.at(route, "status", "parents").forEach(p -> parent(p.path("parentRef")));
    }

    private static void parent(JsonNode reference) {
        if (reference instanceof ObjectNode parent) {
            Defaults.absent(parent, "group", "gateway.networking.k8s.io");
            Defaults.absent(parent, "kind", "Gateway");
        }
    }

    private static void rule(JsonNode node) {
        if (!(node instanceof ObjectNode rule)) {
            return;
        }
        if (!rule.has("matches")) {
            rule.putArray("matches").addObject();
        }
        for (JsonNode match : rule.path("matches")) {
            if (match instanceof ObjectNode object) {
                ObjectNode path = Trees.ensure(object, "path");
                Defaults.absent(path, "type", "PathPrefix");
                Defaults.absent(path, "value", "/");
            }
        }
        for (JsonNode backend : rule.path("backendRefs")) {
            if (backend instanceof ObjectNode object) {
                if (!object.has("group")) {
                    object.put("group", "");
                }
                Defaults.absent(object, "kind", "Service");
                Defaults.absent(object, "weight", 1);
            }
        }
    }
}
