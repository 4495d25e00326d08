package dev.mcm.testkit.plane.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.util.List;

/// What the server itself decides about a new object, beside its name: addresses, the first status.
/// No manager owns it.
final class Allocation {

    private static final List<String> ADDRESSES =
            List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy");

    private static final List<String> PRIORITY = List.of("priority", "preemptionPolicy");

    private static final String NOT_READY = "node.kubernetes.io/not-ready";

    private final Identities identities;

    Allocation(Identities identities) {
        this.identities = identities;
    }

    void fill(ResourceType type, ObjectNode object) {
        boolean gang = type.equals(ResourceTypes.LEADER_WORKER_SET);
        if (type.status() && !type.custom() && !gang) {
            Trees.ensure(object, "status");
        }
        if (type.equals(ResourceTypes.POD)) {
            pod(object);
        } else if (type.equals(ResourceTypes.SERVICE)) {
            service(Trees.ensure(object, "spec"));
        } else if (type.equals(ResourceTypes.NAMESPACE)) {
            Trees.ensure(object, "spec").putArray("finalizers").add("kubernetes");
            Trees.ensure(object, "metadata", "labels")
                    .put("kubernetes.io/metadata.name", Trees.text(object, "metadata", "name"));
            Trees.ensure(object, "status").put("phase", "Active");
        } else if (type.equals(ResourceTypes.CUSTOM_RESOURCE_DEFINITION)) {
            definition(object);
        }
    }

    /// No pod comes to a node before its kubelet was heard of.
    static void notReady(ObjectNode node) {
        ObjectNode spec = Trees.ensure(node, "spec");
        ArrayNode taints =
                spec.get("taints") instanceof ArrayNode present ? present : spec.putArray("taints");
        for (JsonNode taint : taints) {
            if (Trees.text(taint, "key").equals(NOT_READY)) {
                return;
            }
        }
        taints.addObject().put("key", NOT_READY).put("effect", "NoSchedule");
    }

    /// Carries over what an update left out.
    void keep(ResourceType type, StoredObject before, ObjectNode after) {
        if (type.equals(ResourceTypes.SERVICE)) {
            keep(ADDRESSES, before, after);
        } else if (type.equals(ResourceTypes.NAMESPACE)) {
            keep(List.of("finalizers"), before, after);
        } else if (type.equals(ResourceTypes.POD)) {
            keep(PRIORITY, before, after);
            tolerateFailures(Trees.ensure(after, "spec"));
        }
    }

    /// What a report of the status may leave out: a pod's class of service, a namespace's phase.
    void keepStatus(ResourceType type, StoredObject before, ObjectNode after) {
        String qosClass = before.text("status", "qosClass");
        if (type.equals(ResourceTypes.POD) && !qosClass.isEmpty()) {
            Defaults.absent(Trees.ensure(after, "status"), "qosClass", qosClass);
        } else if (type.equals(ResourceTypes.NAMESPACE)) {
            Defaults.absent(Trees.ensure(after, "status"), "phase", "Active");
        }
    }

    private static void keep(List<String> fields, StoredObject before, ObjectNode after) {
        ObjectNode spec = Trees.ensure(after, "spec");
        for (String field : fields) {
            if (!spec.has(field)) {
                Preparation.copyOrRemove(spec, field, before.at("spec", field));
            }
        }
    }

    /// A definition takes effect at once and says so.
    private static void definition(ObjectNode object) {
        ObjectNode status = Trees.ensure(object, "status");
        status.set("acceptedNames", Trees.at(object, "spec", "names"));
        ArrayNode stored = status.putArray("storedVersions");
        for (JsonNode version : Trees.at(object, "spec", "versions")) {
            if (version.path("storage").asBoolean()) {
                stored.add(Trees.text(version, "name"));
            }
        }
        ArrayNode conditions = status.putArray("conditions");
        for (String[] condition :
                new String[][] {
                    {"NamesAccepted", "NoConflicts", "no conflicts found"},
                    {"Established", "InitialNamesAccepted", "the initial names have been accepted"}
                }) {
            conditions
                    .addObject()
                    .put("type", condition[0])
                    .put("status", "True")
                    .put("reason", condition[1])
                    .put("message", condition[2])
                    .put("lastTransitionTime", Trees.text(object, "metadata", "creationTimestamp"));
        }
    }

    private void service(ObjectNode spec) {
        if (!spec.has("clusterIP")) {
            spec.put("clusterIP", identities.clusterIp());
        }
        if (!spec.has("clusterIPs")) {
            spec.putArray("clusterIPs").add(Trees.text(spec, "clusterIP"));
        }
        boolean anywhere =
                Trees.text(spec, "clusterIP").equals("None") && spec.path("selector").isEmpty();
        if (!spec.has("ipFamilies")) {
            ArrayNode families = spec.putArray("ipFamilies").add("IPv4");
            if (anywhere) {
                families.add("IPv6");
            }
        }
        Defaults.absent(spec, "ipFamilyPolicy", anywhere ? "RequireDualStack" : "SingleStack");
    }

    private static void pod(ObjectNode pod) {
        ObjectNode status = Trees.ensure(pod, "status");
        Defaults.absent(status, "phase", "Pending");
        Defaults.absent(status, "qosClass", qosClass(pod));
        ObjectNode spec = Trees.ensure(pod, "spec");
        Defaults.absent(spec, "serviceAccountName", "default");
        spec.put("serviceAccount", Trees.text(spec, "serviceAccountName"));
        Defaults.absent(spec, "priority", 0);
        Defaults.absent(spec, "preemptionPolicy", "PreemptLowerPriority");
        tolerateFailures(spec);
    }

    private static void tolerateFailures(ObjectNode spec) {
        tolerateFailure(spec, NOT_READY);
        tolerateFailure(spec, "node.kubernetes.io/unreachable");
    }

    /// A pod stays on a failed node for five minutes unless it says otherwise.
    private static void tolerateFailure(ObjectNode spec, String taint) {
        ArrayNode tolerations =
                spec.get("tolerations") instanceof ArrayNode present
                        ? present
                        : spec.putArray("tolerations");
        for (JsonNode toleration : tolerations) {
            String key = Trees.text(toleration, "key");
            String effect = Trees.text(toleration, "effect");
            if ((key.equals(taint) || key.isEmpty())
                    && (effect.equals("NoExecute") || effect.isEmpty())) {
                return;
            }
        }
        tolerations
                .addObject()
                .put("key", taint)
                .put("operator", "Exists")
                .put("effect", "NoExecute")
                .put("tolerationSeconds", 300);
    }

    private static String qosClass(ObjectNode pod) {
        boolean any = false;
        boolean all = true;
        for (JsonNode container : Trees.at(pod, "spec", "containers")) {
            JsonNode requests = Trees.at(container, "resources", "requests");
            JsonNode limits = Trees.at(container, "resources", "limits");
            any |= requests.has("cpu") || requests.has("memory");
            all &= limits.has("cpu") && limits.has("memory") && limits.equals(requests);
        }
        if (!any) {
            return "BestEffort";
        }
        return all ? "Guaranteed" : "Burstable";
    }
}
