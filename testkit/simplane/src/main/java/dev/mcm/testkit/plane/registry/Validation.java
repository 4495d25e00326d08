package dev.mcm.testkit.plane.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.LabelSelector;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StatusException.Cause;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Refuses what a real server would refuse, for the mistakes a client of ours can make.
final class Validation {

    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;
    private static final long MOST_BYTES_OF_CONFIG = 1 << 20;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
    private static final Pattern LABEL_VALUE =
            Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?");

    private static final Pattern LABEL_KEY =
            Pattern.compile(
                    "([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");
    private static final Set<String> STANDARD_FINALIZERS =
            Set.of("kubernetes", Deletion.ORPHAN, Deletion.FOREGROUND);

    private final List<Cause> causes = new ArrayList<>();

    private Validation() {}

    /// @param before the stored object, null for a creation
    static void check(ResourceType type, @Nullable ObjectNode before, ObjectNode object) {
        Validation validation = new Validation();
        if (type.equals(ResourceTypes.EVENT)) {
            validation.labels(Trees.at(object, "metadata", "labels"), "metadata.labels");
        } else {
            validation.metadata(type, object);
        }
        if (type.equals(ResourceTypes.DEPLOYMENT) || type.equals(ResourceTypes.REPLICA_SET)) {
            validation.workload(before, object);
        } else if (type.equals(ResourceTypes.POD)) {
            validation.podSpec(object.path("spec"), "spec");
            validation.nodeName(Trees.text(object, "spec", "nodeName"));
            if (before != null) {
                validation.causes.addAll(KindRules.ofPodChange(before, object));
            }
        } else if (type.equals(ResourceTypes.SERVICE)) {
            validation.causes.addAll(KindRules.ofService(before, object));
        } else if (type.equals(ResourceTypes.NAMESPACE)) {
            validation.phase(object);
        } else if (type.equals(ResourceTypes.EVENT)) {
            validation.causes.addAll(KindRules.ofEvent(object));
        } else if (type.equals(ResourceTypes.HTTP_ROUTE)) {
            validation.causes.addAll(KindRules.ofRoute(object));
        } else if (type.equals(ResourceTypes.CONFIG_MAP) || type.equals(ResourceTypes.SECRET)) {
            validation.size(object);
            validation.immutable(before, object);
        }
        if (before != null && Trees.at(before, "metadata").has("deletionTimestamp")) {
            validation.noNewFinalizers(before, object);
        }
        if (!validation.causes.isEmpty()) {
            String name = Trees.text(object, "metadata", "name");
            throw StatusException.invalid(type, name, validation.causes);
        }
    }

    private void metadata(ResourceType type, ObjectNode object) {
        String name = Trees.text(object, "metadata", "name");
        boolean free = type.group().equals("rbac.authorization.k8s.io");
        if (free
                ? name.contains("/")
                : name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            invalid(
                    "metadata.name",
                    name,
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
                            + " characters, '-' or '.'");
        }
        labels(Trees.at(object, "metadata", "labels"), "metadata.labels");
        if (!type.custom() && !type.equals(ResourceTypes.LEASE)) {
            finalizers(Trees.at(object, "metadata", "finalizers"));
        }
    }

    private void noNewFinalizers(ObjectNode before, ObjectNode object) {
        Set<JsonNode> present = new HashSet<>();
        Trees.at(before, "metadata", "finalizers").forEach(present::add);
        for (JsonNode finalizer : Trees.at(object, "metadata", "finalizers")) {
            if (!present.contains(finalizer)) {
                String shown =
                        "Forbidden: no new finalizers can be added if the object is being deleted";
                causes.add(new Cause("FieldValueForbidden", shown, "metadata.finalizers"));
            }
        }
    }

    private void finalizers(JsonNode finalizers) {
        int index = 0;
        for (JsonNode finalizer : finalizers) {
            String name = finalizer.asText();
            if (!name.contains("/") && !STANDARD_FINALIZERS.contains(name)) {
                invalid(
                        "metadata.finalizers[" + index + "]",
                        name,
                        "name is neither a standard finalizer name nor is it fully qualified");
            }
            index++;
        }
    }

    private void labels(JsonNode labels, String field) {
        for (Map.Entry<String, JsonNode> label : labels.properties()) {
            String value = label.getValue().asText();
            if (!LABEL_KEY.matcher(label.getKey()).matches()) {
                invalid(
                        field,
                        label.getKey(),
                        "name part must consist of alphanumeric characters, '-', '_' or '.'");
            }
            if (!label.getValue().isTextual()) {
                invalid(field, value, "a label is a string");
            } else if (value.length() > LONGEST_LABEL || !LABEL_VALUE.matcher(value).matches()) {
                invalid(
                        field,
                        value,
                        "a label has at most 63 alphanumeric characters, '-', '_' or '.'");
            }
        }
    }

    private void workload(@Nullable ObjectNode before, ObjectNode object) {
        JsonNode spec = object.path("spec");
        if (spec.path("replicas").asInt() < 0) {
            invalid("spec.replicas", spec.path("replicas"), "must be greater than or equal to 0");
        }
        JsonNode selector = spec.path("selector");
        JsonNode labels = Trees.at(spec, "template", "metadata", "labels");
        if (selector.isEmpty()) {
            required("spec.selector");
        }
        if (selector.isEmpty() || !LabelSelector.of(selector).matches(labels)) {
            invalid(
                    "spec.template.metadata.labels",
                    labels,
                    "`selector` does not match template `labels`");
        }
        counts(object.path("status"));
        if (Trees.text(spec, "strategy", "type").equals("Recreate")
                && spec.path("strategy").has("rollingUpdate")) {
            String shown = "Forbidden: may not be specified when strategy `type` is 'Recreate'";
            causes.add(new Cause("FieldValueForbidden", shown, "spec.strategy.rollingUpdate"));
        }
        String restart = Trees.text(spec, "template", "spec", "restartPolicy");
        if (!restart.equals("Always")) {
            String shown = "Unsupported value: \"" + restart + "\": supported values: \"Always\"";
            causes.add(
                    new Cause("FieldValueNotSupported", shown, "spec.template.spec.restartPolicy"));
        }
        if (before != null && !Trees.at(before, "spec", "selector").equals(selector)) {
            invalid("spec.selector", selector, "field is immutable");
        }
        labels(labels, "spec.template.metadata.labels");
        podSpec(Trees.at(spec, "template", "spec"), "spec.template.spec");
    }

    private void podSpec(JsonNode spec, String field) {
        if (spec.path("containers").isEmpty()) {
            required(field + ".containers");
        }
        int index = 0;
        Set<String> names = new HashSet<>();
        for (JsonNode container : spec.path("containers")) {
            String at = field + ".containers[" + index++ + "]";
            if (!names.add(Trees.text(container, "name"))) {
                String shown = "Duplicate value: \"" + Trees.text(container, "name") + "\"";
                causes.add(new Cause("FieldValueDuplicate", shown, at + ".name"));
            }
            if (Trees.text(container, "name").isEmpty()) {
                required(at + ".name");
            }
            if (Trees.text(container, "image").isEmpty()) {
                required(at + ".image");
            }
            resources(container.path("resources"), at + ".resources");
        }
    }

    private void immutable(@Nullable ObjectNode before, ObjectNode object) {
        if (before == null || !before.path("immutable").asBoolean()) {
            return;
        }
        for (String field : new String[] {"data", "binaryData"}) {
            if (!before.path(field).equals(object.path(field))) {
                String shown = "Forbidden: field is immutable when `immutable` is set";
                causes.add(new Cause("FieldValueForbidden", shown, field));
            }
        }
        if (!object.path("immutable").asBoolean()) {
            String shown = "Forbidden: field is immutable when `immutable` is set";
            causes.add(new Cause("FieldValueForbidden", shown, "immutable"));
        }
    }

    private void counts(JsonNode status) {
        int all = status.path("replicas").asInt();
        for (String part : new String[] {"readyReplicas", "availableReplicas", "updatedReplicas"}) {
            if (status.path(part).asInt() > all) {
                invalid(
                        "status." + part,
                        status.path(part),
                        "cannot be greater than status.replicas");
            }
        }
    }

    private void phase(ObjectNode namespace) {
        String expected =
                Trees.at(namespace, "metadata").has("deletionTimestamp") ? "Terminating" : "Active";
        String phase = Trees.text(namespace, "status", "phase");
        if (!phase.isEmpty() && !phase.equals(expected)) {
            invalid("status.Phase", phase, "may only be '" + expected + "'");
        }
    }

    private void nodeName(String name) {
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            invalid("spec.nodeName", name, "a lowercase RFC 1123 subdomain is expected");
        }
    }

    private void resources(JsonNode resources, String field) {
        JsonNode limits = resources.path("limits");
        for (Map.Entry<String, JsonNode> request : resources.path("requests").properties()) {
            String name = request.getKey();
            String at = field + ".requests." + name;
            try {
                var asked = Amounts.parse(request.getValue().asText());
                String limit = Trees.text(limits, name);
                if (!limit.isEmpty() && asked.compareTo(Amounts.parse(limit)) > 0) {
                    invalid(at, request.getValue(), "must be less than or equal to " + limit);
                }
                if (name.contains("/") && limit.isEmpty()) {
                    invalid(
                            at,
                            request.getValue(),
                            "Limit must be set for non overcommitable resources");
                }
            } catch (IllegalArgumentException malformed) {
                invalid(at, request.getValue(), String.valueOf(malformed.getMessage()));
            }
        }
    }

    private void size(ObjectNode object) {
        long bytes = 0;
        for (Map.Entry<String, JsonNode> entry : object.path("data").properties()) {
            if (!CONFIG_KEY.matcher(entry.getKey()).matches()) {
                invalid(
                        "data[" + entry.getKey() + "]",
                        entry.getKey(),
                        "a valid config key must consist of alphanumeric characters, '-', '_' or"
                                + " '.'");
            }
        }
        for (JsonNode value : object.path("data")) {
            bytes += value.asText().length();
        }
        if (bytes > MOST_BYTES_OF_CONFIG) {
            causes.add(
                    new Cause(
                            "FieldValueTooLong",
                            "Too long: may not be more than " + MOST_BYTES_OF_CONFIG + " bytes",
                            "data"));
        }
    }

    private void invalid(String field, Object value, String why) {
        causes.add(new Cause("FieldValueInvalid", "Invalid value: " + value + ": " + why, field));
    }

    private void required(String field) {
        causes.add(new Cause("FieldValueRequired", "Required value", field));
    }
}
