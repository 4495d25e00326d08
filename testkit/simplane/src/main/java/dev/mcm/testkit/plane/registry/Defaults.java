package dev.mcm.testkit.plane.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.Trees;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Fills in what a client left out, as the real server does.
final class Defaults {

    private static final List<String> PROBES =
            List.of("livenessProbe", "readinessProbe", "startupProbe");

    private Defaults() {}

    static void fill(ResourceType type, ObjectNode object) {
        ZeroValues.fill(type, object);
        if (object.get("status") instanceof ObjectNode status && !type.custom()) {
            omitZero(
                    status,
                    "readyReplicas",
                    "availableReplicas",
                    "updatedReplicas",
                    "fullyLabeledReplicas",
                    "observedGeneration");
        }
        if (type.equals(ResourceTypes.DEPLOYMENT)) {
            if (object.get("status") instanceof ObjectNode status) {
                omitZero(status, "replicas", "unavailableReplicas");
            }
            deployment(Trees.ensure(object, "spec"));
        } else if (type.equals(ResourceTypes.REPLICA_SET)) {
            absent(Trees.ensure(object, "spec"), "replicas", 1);
            omitZero(Trees.ensure(object, "spec"), "minReadySeconds");
            podSpec(Trees.ensure(object, "spec", "template", "spec"));
        } else if (type.equals(ResourceTypes.POD)) {
            pod(Trees.ensure(object, "spec"));
        } else if (type.equals(ResourceTypes.SERVICE)) {
            service(Trees.ensure(object, "spec"));
        } else if (type.equals(ResourceTypes.NAMESPACE)) {
            namespace(object);
        } else if (type.equals(ResourceTypes.SECRET)) {
            secret(object);
        } else if (type.equals(ResourceTypes.HTTP_ROUTE)) {
            RouteDefaults.fill(object);
        } else if (type.equals(ResourceTypes.NODE)) {
            node(object);
        } else if (type.equals(ResourceTypes.LEADER_WORKER_SET)) {
            gang(Trees.ensure(object, "spec"));
        } else if (type.equals(ResourceTypes.CUSTOM_RESOURCE_DEFINITION)) {
            definition(Trees.ensure(object, "spec"));
        }
    }

    private static void deployment(ObjectNode spec) {
        absent(spec, "replicas", 1);
        omitZero(spec, "paused", "minReadySeconds");
        absent(spec, "revisionHistoryLimit", 10);
        absent(spec, "progressDeadlineSeconds", 600);
        ObjectNode strategy = Trees.ensure(spec, "strategy");
        absent(strategy, "type", "RollingUpdate");
        if (Trees.text(strategy, "type").equals("RollingUpdate")) {
            ObjectNode rolling = Trees.ensure(strategy, "rollingUpdate");
            absent(rolling, "maxSurge", "25%");
            absent(rolling, "maxUnavailable", "25%");
        }
        podSpec(Trees.ensure(spec, "template", "spec"));
    }

    private static void pod(ObjectNode spec) {
        podSpec(spec);
        absent(spec, "enableServiceLinks", true);
        for (JsonNode container : spec.path("containers")) {
            limitsAreRequests(container.path("resources"));
        }
        String account = Trees.text(spec, "serviceAccountName");
        if (!account.isEmpty()) {
            spec.put("serviceAccount", account);
        }
    }

    /// Of pods only, not of templates.
    private static void limitsAreRequests(JsonNode resources) {
        ObjectNode requests = Trees.object();
        if (resources.path("requests") instanceof ObjectNode present) {
            requests.setAll(present);
        }
        boolean more = false;
        for (Map.Entry<String, JsonNode> limit : resources.path("limits").properties()) {
            if (!requests.has(limit.getKey())) {
                requests.set(limit.getKey(), limit.getValue());
                more = true;
            }
        }
        if (more) {
            ((ObjectNode) resources).set("requests", requests);
        }
    }

    private static void podSpec(ObjectNode spec) {
        absent(spec, "restartPolicy", "Always");
        absent(spec, "terminationGracePeriodSeconds", 30);
        absent(spec, "dnsPolicy", "ClusterFirst");
        absent(spec, "schedulerName", "default-scheduler");
        Trees.ensure(spec, "securityContext");
        for (JsonNode container : spec.path("containers")) {
            if (container instanceof ObjectNode object) {
                container(object);
            }
        }
    }

    private static void container(ObjectNode container) {
        absent(container, "terminationMessagePath", "/dev/termination-log");
        absent(container, "terminationMessagePolicy", "File");
        String image = Trees.text(container, "image");
        boolean latest =
                image.endsWith(":latest") || image.lastIndexOf(':') <= image.lastIndexOf('/');
        boolean digest = image.contains("@");
        absent(container, "imagePullPolicy", latest && !digest ? "Always" : "IfNotPresent");
        for (JsonNode port : container.path("ports")) {
            absent((ObjectNode) port, "protocol", "TCP");
        }
        Trees.ensure(container, "resources");
        for (String probe : PROBES) {
            if (container.path(probe) instanceof ObjectNode present) {
                probe(present);
            }
        }
    }

    private static void probe(ObjectNode probe) {
        absent(probe, "timeoutSeconds", 1);
        absent(probe, "periodSeconds", 10);
        absent(probe, "successThreshold", 1);
        absent(probe, "failureThreshold", 3);
        if (probe.path("httpGet") instanceof ObjectNode get) {
            absent(get, "path", "/");
            absent(get, "scheme", "HTTP");
        }
    }

    private static void service(ObjectNode spec) {
        absent(spec, "type", "ClusterIP");
        absent(spec, "sessionAffinity", "None");
        absent(spec, "internalTrafficPolicy", "Cluster");
        if (Trees.text(spec, "sessionAffinity").equals("ClientIP")) {
            absent(
                    Trees.ensure(spec, "sessionAffinityConfig", "clientIP"),
                    "timeoutSeconds",
                    10800);
        } else {
            spec.remove("sessionAffinityConfig");
        }
        for (JsonNode port : spec.path("ports")) {
            absent((ObjectNode) port, "protocol", "TCP");
            if (!port.has("targetPort")) {
                ((ObjectNode) port).set("targetPort", port.path("port"));
            }
        }
    }

    private static void node(ObjectNode node) {
        omitZero(Trees.ensure(node, "spec"), "unschedulable");
        JsonNode capacity = Trees.at(node, "status", "capacity");
        if (!capacity.isEmpty() && Trees.at(node, "status", "allocatable").isEmpty()) {
            Trees.ensure(node, "status").set("allocatable", capacity.deepCopy());
        }
    }

    private static void gang(ObjectNode spec) {
        absent(spec, "replicas", 1);
        absent(spec, "startupPolicy", "LeaderCreated");
        ObjectNode template = Trees.ensure(spec, "leaderWorkerTemplate");
        absent(template, "size", 1);
        absent(template, "restartPolicy", "RecreateGroupOnPodRestart");
        ObjectNode rollout = Trees.ensure(spec, "rolloutStrategy");
        absent(rollout, "type", "RollingUpdate");
        ObjectNode rolling = Trees.ensure(rollout, "rollingUpdateConfiguration");
        absent(rolling, "maxUnavailable", 1);
        absent(rolling, "maxSurge", 0);
        for (String role : new String[] {"leaderTemplate", "workerTemplate"}) {
            if (template.get(role) instanceof ObjectNode pods) {
                podSpec(Trees.ensure(pods, "spec"));
            }
        }
    }

    private static void definition(ObjectNode spec) {
        ObjectNode names = Trees.ensure(spec, "names");
        absent(names, "listKind", Trees.text(names, "kind") + "List");
        absent(names, "singular", Trees.text(names, "kind").toLowerCase(Locale.ROOT));
        absent(Trees.ensure(spec, "conversion"), "strategy", "None");
    }

    private static void namespace(ObjectNode namespace) {
        String name = Trees.text(namespace, "metadata", "name");
        if (!name.isEmpty()) {
            Trees.ensure(namespace, "metadata", "labels").put("kubernetes.io/metadata.name", name);
        }
    }

    private static void secret(ObjectNode secret) {
        absent(secret, "type", "Opaque");
        if (secret.remove("stringData") instanceof ObjectNode plain) {
            ObjectNode encoded = Trees.ensure(secret, "data");
            for (Map.Entry<String, JsonNode> entry : plain.properties()) {
                byte[] bytes = entry.getValue().asText().getBytes(StandardCharsets.UTF_8);
                encoded.put(entry.getKey(), Base64.getEncoder().encodeToString(bytes));
            }
        }
    }

    /// Fields that are not shown when they are 0 or false.
    private static void omitZero(ObjectNode object, String... fields) {
        for (String field : fields) {
            JsonNode value = object.path(field);
            if ((value.isNumber() && value.asInt() == 0)
                    || (value.isBoolean() && !value.asBoolean())) {
                object.remove(field);
            }
        }
    }

    private static void absent(ObjectNode object, String field, boolean value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }

    static void absent(ObjectNode object, String field, String value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }

    static void absent(ObjectNode object, String field, int value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }
}
