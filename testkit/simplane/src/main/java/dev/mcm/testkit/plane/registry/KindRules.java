package dev.mcm.testkit.plane.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.StatusException.Cause;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a real server refuses of services, of changes to pods and of routes.
final class KindRules {

    private static final int HIGHEST_PORT = 65535;
    private static final Set<String> SERVICE_TYPES =
            Set.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
    private static final Pattern HOST =
            Pattern.compile(
                    "(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private final List<Cause> causes = new ArrayList<>();

    private KindRules() {}

    /// @param before null for a creation
    static List<Cause> ofService(@Nullable ObjectNode before, ObjectNode service) {
        KindRules rules = new KindRules();
        JsonNode spec = service.path("spec");
        String type = Trees.text(spec, "type");
        if (!SERVICE_TYPES.contains(type)) {
            rules.add("FieldValueNotSupported", "spec.type", "Unsupported value: \"" + type + "\"");
        }
        rules.ports(spec);
        String address = Trees.text(spec, "clusterIP");
        if (before != null && !address.equals(Trees.text(before, "spec", "clusterIP"))) {
            String shown = "Invalid value: [\"" + address + "\"]: may not change once set";
            rules.add("FieldValueInvalid", "spec.clusterIPs[0]", shown);
        }
        return rules.causes;
    }

    private void ports(JsonNode spec) {
        JsonNode ports = spec.path("ports");
        if (ports.isEmpty() && !Trees.text(spec, "clusterIP").equals("None")) {
            add("FieldValueRequired", "spec.ports", "Required value");
        }
        Set<String> names = new HashSet<>();
        int index = 0;
        for (JsonNode port : ports) {
            String at = "spec.ports[" + index++ + "]";
            int number = port.path("port").asInt();
            String name = Trees.text(port, "name");
            if (number < 1 || number > HIGHEST_PORT) {
                String shown =
                        "Invalid value: " + number + ": must be between 1 and 65535, inclusive";
                add("FieldValueInvalid", at + ".port", shown);
            }
            if (name.isEmpty() && ports.size() > 1) {
                add("FieldValueRequired", at + ".name", "Required value");
            } else if (!name.isEmpty() && !names.add(name)) {
                add("FieldValueDuplicate", at + ".name", "Duplicate value: \"" + name + "\"");
            }
        }
    }

    /// Of a pod only images may change, tolerations be added, and its node be set once.
    static List<Cause> ofPodChange(ObjectNode before, ObjectNode after) {
        KindRules rules = new KindRules();
        if (!before.path("spec").equals(after.path("spec"))
                && !fixed(before, after).equals(fixed(after, after))) {
            String why =
                    "Forbidden: pod updates may not change fields other than"
                        + " `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations`"
                        + " (only additions to existing"
                        + " tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set"
                        + " to 1 if it was previously negative)";
            rules.add("FieldValueForbidden", "spec", why);
        }
        return rules.causes;
    }

    /// A pod's spec without what may differ from `after`.
    @SuppressWarnings("ReferenceEquality") // Whether it is that very pod.
    private static JsonNode fixed(ObjectNode pod, ObjectNode after) {
        ObjectNode spec = pod.path("spec").deepCopy();
        spec.remove("activeDeadlineSeconds");
        for (JsonNode container : spec.path("containers")) {
            ((ObjectNode) container).remove("image");
        }
        JsonNode wanted = Trees.at(after, "spec", "tolerations");
        if (pod != after && spec.path("tolerations") instanceof ArrayNode present) {
            Set<JsonNode> all = new HashSet<>();
            wanted.forEach(all::add);
            boolean kept = true;
            for (JsonNode toleration : present) {
                kept &= all.contains(toleration);
            }
            if (kept) {
                spec.set("tolerations", wanted);
            }
        }
        return spec;
    }

    static List<Cause> ofEvent(ObjectNode event) {
        KindRules rules = new KindRules();
        String about = Trees.text(event, "involvedObject", "namespace");
        String own = Trees.text(event, "metadata", "namespace");
        if (!own.equals(about.isEmpty() ? "default" : about)) {
            rules.add(
                    "FieldValueInvalid",
                    "involvedObject.namespace",
                    "Invalid value: \"" + about + "\": does not match event.namespace");
        }
        return rules.causes;
    }

    /// By the Gateway API's definition, as far as its clients here can get it wrong.
    static List<Cause> ofRoute(ObjectNode route) {
        KindRules rules = new KindRules();
        if (!route.has("spec")) {
            rules.add("FieldValueRequired", "spec", "Required value");
        }
        int index = 0;
        for (JsonNode host : Trees.at(route, "spec", "hostnames")) {
            String at = "spec.hostnames[" + index++ + "]";
            if (!HOST.matcher(host.asText()).matches()) {
                rules.add("FieldValueInvalid", at, "Invalid value: \"" + host.asText() + "\"");
            }
        }
        int number = 0;
        for (JsonNode rule : Trees.at(route, "spec", "rules")) {
            rules.backends(rule.path("backendRefs"), "spec.rules[" + number++ + "].backendRefs");
        }
        return rules.causes;
    }

    private void backends(JsonNode backends, String field) {
        int index = 0;
        for (JsonNode backend : backends) {
            String at = field + "[" + index++ + "]";
            if (!backend.has("name")) {
                add("FieldValueRequired", at + ".name", "Required value");
            }
            if (backend.path("weight").asInt() < 0) {
                String shown = backend.path("weight") + ": should be greater than or equal to 0";
                add("FieldValueInvalid", at + ".weight", "Invalid value: " + shown);
            }
        }
    }

    private void add(String reason, String field, String message) {
        causes.add(new Cause(reason, message, field));
    }
}
