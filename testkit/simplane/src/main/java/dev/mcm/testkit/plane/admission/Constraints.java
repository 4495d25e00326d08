package dev.mcm.testkit.plane.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.registry.Admission;
import dev.mcm.testkit.plane.store.LabelSelector;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import org.jspecify.annotations.Nullable;

/// Which writes a policy or binding is about: `matchConstraints` and `matchResources`.
final class Constraints {

    private static final String ALL = "*";

    private Constraints() {}

    /// @param constraints a missing node matches every write
    /// @param namespace of the written object; null for objects of the cluster
    static boolean match(
            JsonNode constraints, Admission.Write write, @Nullable StoredObject namespace) {
        if (constraints.isMissingNode()) {
            return true;
        }
        JsonNode rules = constraints.path("resourceRules");
        return (rules.isEmpty() || anyRule(rules, write))
                && !anyRule(constraints.path("excludeResourceRules"), write)
                && namespaceMatches(constraints.path("namespaceSelector"), namespace)
                && objectMatches(constraints.path("objectSelector"), write);
    }

    private static boolean anyRule(JsonNode rules, Admission.Write write) {
        for (JsonNode rule : rules) {
            JsonNode names = rule.path("resourceNames");
            boolean fits =
                    has(rule.path("apiGroups"), write.type().group())
                            && has(rule.path("apiVersions"), write.type().version())
                            && has(rule.path("operations"), write.operation().name())
                            && resource(rule.path("resources"), write)
                            && (names.isEmpty() || has(names, write.key().name()));
            if (fits) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(JsonNode list, String wanted) {
        for (JsonNode entry : list) {
            if (entry.asText().equals(ALL) || entry.asText().equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean resource(JsonNode list, Admission.Write write) {
        String plural = write.type().plural();
        String part = write.part();
        for (JsonNode entry : list) {
            String[] wanted = entry.asText().split("/", 2);
            boolean type = wanted[0].equals(ALL) || wanted[0].equals(plural);
            String wantedPart = wanted.length > 1 ? wanted[1] : "";
            if (type && (wantedPart.equals(part) || wantedPart.equals(ALL))) {
                return true;
            }
        }
        return false;
    }

    private static boolean namespaceMatches(JsonNode selector, @Nullable StoredObject namespace) {
        return selector.isEmpty()
                || namespace == null
                || LabelSelector.of(selector).matches(namespace);
    }

    /// The object matches when it does so before or after the write.
    private static boolean objectMatches(JsonNode selector, Admission.Write write) {
        return selector.isEmpty()
                || labelled(selector, write.before())
                || labelled(selector, write.after());
    }

    private static boolean labelled(JsonNode selector, @Nullable ObjectNode object) {
        return object != null
                && LabelSelector.of(selector).matches(Trees.at(object, "metadata", "labels"));
    }
}
