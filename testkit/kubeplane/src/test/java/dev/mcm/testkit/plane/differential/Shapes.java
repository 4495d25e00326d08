package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;

/// Objects of each kind with some of a few fields, so that writers meet on the same ones.
final class Shapes {

    private final Draw draw;

    Shapes(Draw draw) {
        this.draw = draw;
    }

    /// A valid object, whole enough to be created.
    ObjectNode object(Kind kind, String namespace, String name) {
        ObjectNode object = Minimal.object(kind, namespace, name);
        decorate(object);
        switch (kind) {
            case CONFIG_MAP -> configMap(object);
            case DEPLOYMENT, REPLICA_SET -> workload(kind, object);
            case POD -> podSpec(Trees.ensure(object, "spec"));
            case SERVICE -> service(Trees.ensure(object, "spec"));
            case LEASE -> lease(object);
            case EVENT -> event(object);
            case HTTP_ROUTE -> route(Trees.ensure(object, "spec"));
            case NAMESPACE -> {}
            case NODE -> node(object);
        }
        return object;
    }

    /// What a manager applies: an object that is valid on its own, or (for a configuration laid
    /// over one that exists) metadata only.
    ObjectNode configuration(Kind kind, String namespace, String name) {
        if (draw.chance(0.2)) {
            ObjectNode metadataOnly = Minimal.identity(kind, namespace, name);
            decorate(metadataOnly);
            return metadataOnly;
        }
        ObjectNode whole = object(kind, namespace, name);
        whole.remove("status");
        return whole;
    }

    /// What a manager reports.
    ObjectNode status(Kind kind, String namespace, String name) {
        ObjectNode object = Minimal.identity(kind, namespace, name);
        ObjectNode status = Trees.ensure(object, "status");
        switch (kind) {
            case DEPLOYMENT -> {
                draw.maybe(status, 0.7, "replicas", "1", "2");
                draw.maybe(status, 0.7, "readyReplicas", "0", "1");
                draw.maybe(status, 0.5, "observedGeneration", "1", "2");
                draw.maybe(status, 0.5, "conditions", CONDITIONS);
            }
            case REPLICA_SET -> {
                draw.maybe(status, 0.8, "replicas", "1", "2");
                draw.maybe(status, 0.5, "readyReplicas", "0", "1");
            }
            case POD -> {
                draw.maybe(status, 0.7, "phase", "\"Running\"", "\"Pending\"");
                draw.maybe(status, 0.5, "message", "\"waits\"");
                draw.maybe(status, 0.5, "conditions", POD_CONDITIONS);
            }
            case NODE -> {
                draw.maybe(
                        status, 0.7, "capacity", "{\"cpu\":\"8\"}", "{\"nvidia.com/gpu\":\"8\"}");
                draw.maybe(status, 0.5, "conditions", NODE_CONDITIONS);
            }
            case HTTP_ROUTE -> status.set("parents", Trees.parse(draw.one(PARENTS)));
            case SERVICE -> draw.maybe(status, 0.7, "loadBalancer", "{}");
            case NAMESPACE -> draw.maybe(status, 0.7, "phase", "\"Active\"");
            case CONFIG_MAP, LEASE, EVENT -> {}
        }
        return object;
    }

    private static final String[] CONDITIONS = {
        """
        [{"type":"Available","status":"True","reason":"R"}]\
        """,
        """
        [{"type":"Progressing","status":"True"},{"type":"Available","status":"False"}]\
        """
    };
    private static final String[] POD_CONDITIONS = {
        """
        [{"type":"Ready","status":"True"}]\
        """,
        """
        [{"type":"Ready","status":"False","reason":"R"},{"type":"PodScheduled","status":"True"}]\
        """
    };
    private static final String[] NODE_CONDITIONS = {
        """
        [{"type":"Ready","status":"True"}]\
        """,
        """
        [{"type":"Ready","status":"Unknown","reason":"NodeStatusUnknown"}]\
        """
    };
    private static final String[] PARENTS = {
        """
        [{"parentRef":{"name":"g"},"controllerName":"example.com/c","conditions":[
        {"type":"Accepted","status":"True","reason":"Accepted","message":"",
        "lastTransitionTime":"2026-01-01T00:00:00Z"}]}]\
        """,
        """
        []\
        """
    };

    private void decorate(ObjectNode object) {
        draw.maybe(object, 0.5, "metadata/labels/app", "\"a\"", "\"b\"");
        draw.maybe(object, 0.3, "metadata/labels/tier", "\"x\"", "\"y\"");
        draw.maybe(object, 0.3, "metadata/annotations/note", "\"1\"", "\"2\"");
        draw.maybe(object, 0.06, "metadata/finalizers", "[\"example.com/f\"]");
    }

    private void configMap(ObjectNode object) {
        for (String key : new String[] {"k1", "k2", "k3"}) {
            draw.maybe(object, 0.5, "data/" + key, "\"1\"", "\"2\"", "\"\"");
        }
        draw.maybe(object, 0.1, "binaryData/bin", "\"AAEC\"");
        draw.maybe(object, 0.04, "immutable", "true", "false");
    }

    private void workload(Kind kind, ObjectNode object) {
        ObjectNode spec = Trees.ensure(object, "spec");
        draw.maybe(spec, 0.6, "replicas", "0", "1", "3");
        draw.maybe(spec, 0.2, "minReadySeconds", "5", "10");
        if (kind == Kind.DEPLOYMENT) {
            draw.maybe(spec, 0.2, "paused", "true", "false");
            draw.maybe(spec, 0.2, "revisionHistoryLimit", "3");
            draw.maybe(spec, 0.2, "progressDeadlineSeconds", "100", "900");
            draw.maybe(
                    spec,
                    0.3,
                    "strategy",
                    "{\"type\":\"Recreate\"}",
                    "{\"rollingUpdate\":{\"maxSurge\":1}}",
                    "{\"type\":\"RollingUpdate\",\"rollingUpdate\":{\"maxUnavailable\":0}}");
        }
        draw.maybe(spec, 0.3, "template/metadata/annotations/note", "\"1\"", "\"2\"");
        podSpec(Trees.ensure(spec, "template", "spec"));
    }

    private void podSpec(ObjectNode spec) {
        ArrayNode containers = spec.putArray("containers");
        ObjectNode main = containers.addObject().put("name", "main");
        main.put("image", draw.one("i:1", "i:2", "i", "r.example/i@sha256:" + "0".repeat(64)));
        container(main);
        if (draw.chance(0.25)) {
            containers.addObject().put("name", "side").put("image", "s:1");
        }
        draw.maybe(spec, 0.2, "nodeSelector", "{\"gpu\":\"A100\"}", "{\"gpu\":\"H100\"}");
        draw.maybe(spec, 0.2, "terminationGracePeriodSeconds", "0", "5", "60");
        draw.maybe(
                spec,
                0.2,
                "tolerations",
                "[{\"key\":\"gpu\",\"operator\":\"Exists\"}]",
                "[{\"key\":\"gpu\",\"operator\":\"Equal\",\"value\":\"1\",\"effect\":\"NoSchedule\"}]");
        draw.maybe(spec, 0.15, "imagePullSecrets", "[{\"name\":\"s\"}]");
        if (draw.chance(0.15)) {
            spec.set("volumes", Trees.parse("[{\"name\":\"tmp\",\"emptyDir\":{}}]"));
            main.set("volumeMounts", Trees.parse("[{\"name\":\"tmp\",\"mountPath\":\"/tmp\"}]"));
        }
    }

    private void container(ObjectNode container) {
        draw.maybe(
                container,
                0.4,
                "env",
                "[{\"name\":\"A\",\"value\":\"1\"}]",
                "[{\"name\":\"A\",\"value\":\"2\"},{\"name\":\"B\",\"value\":\"1\"}]",
                "[{\"name\":\"B\",\"value\":\"2\"}]");
        draw.maybe(
                container,
                0.3,
                "ports",
                "[{\"containerPort\":80}]",
                "[{\"containerPort\":80,\"name\":\"http\"},{\"containerPort\":90}]");
        draw.maybe(
                container,
                0.3,
                "resources",
                "{\"limits\":{\"cpu\":\"1\",\"memory\":\"1Gi\"}}",
                "{\"requests\":{\"cpu\":\"500m\"}}",
                "{\"limits\":{\"nvidia.com/gpu\":\"1\"}}");
        draw.maybe(container, 0.2, "command", "[\"run\"]", "[\"run\",\"-v\"]");
        draw.maybe(container, 0.15, "imagePullPolicy", "\"Always\"", "\"IfNotPresent\"");
        draw.maybe(
                container,
                0.15,
                "readinessProbe",
                "{\"httpGet\":{\"path\":\"/ready\",\"port\":80}}",
                "{\"httpGet\":{\"port\":80},\"periodSeconds\":3}");
        draw.maybe(
                container, 0.1, "lifecycle", "{\"preStop\":{\"exec\":{\"command\":[\"drain\"]}}}");
    }

    private void service(ObjectNode spec) {
        draw.maybe(
                spec,
                0.7,
                "ports",
                "[{\"name\":\"http\",\"port\":80,\"targetPort\":8080}]",
                "[{\"name\":\"http\",\"port\":80},{\"name\":\"grpc\",\"port\":90,\"protocol\":\"TCP\"}]",
                "[{\"port\":90,\"targetPort\":\"http\"}]");
        draw.maybe(spec, 0.6, "selector", "{\"run\":\"r\"}", "{\"run\":\"q\",\"x\":\"y\"}");
        draw.maybe(spec, 0.25, "clusterIP", "\"None\"");
        if (spec.has("clusterIP") && !spec.has("selector")) {
            // Without one it belongs to both families of addresses, which a server may not have.
            Trees.ensure(spec, "selector").put("run", "r");
        }
        draw.maybe(spec, 0.15, "sessionAffinity", "\"ClientIP\"", "\"None\"");
    }

    private void lease(ObjectNode object) {
        draw.maybe(object, 0.7, "spec/holderIdentity", "\"h1\"", "\"h2\"");
        draw.maybe(object, 0.6, "spec/leaseDurationSeconds", "15", "30");
        draw.maybe(object, 0.5, "spec/renewTime", "\"2026-01-01T00:00:00.000000Z\"");
        draw.maybe(object, 0.4, "spec/leaseTransitions", "0", "1");
    }

    private void event(ObjectNode object) {
        draw.maybe(object, 0.5, "reason", "\"Seen\"", "\"Failed\"");
        draw.maybe(object, 0.3, "type", "\"Warning\"");
        draw.maybe(object, 0.5, "count", "1", "2");
        draw.maybe(object, 0.4, "firstTimestamp", "\"2026-01-01T00:00:00Z\"");
        draw.maybe(object, 0.4, "source", "{\"component\":\"kubelet\"}");
    }

    private void route(ObjectNode spec) {
        draw.maybe(spec, 0.4, "hostnames", "[\"b.example\"]", "[\"a.example\",\"b.example\"]");
        draw.maybe(
                spec,
                0.5,
                "parentRefs",
                "[{\"name\":\"g\"}]",
                "[{\"name\":\"g\",\"namespace\":\"n\"}]");
        draw.maybe(
                spec,
                0.7,
                "rules",
                "[{\"backendRefs\":[{\"name\":\"s\",\"port\":80}]}]",
                "[{\"backendRefs\":[{\"name\":\"s\",\"port\":80,\"weight\":3},{\"name\":\"t\",\"port\":80,\"weight\":1}]}]",
                "[{\"matches\":[{\"path\":{\"type\":\"PathPrefix\",\"value\":\"/m\"}}],"
                        + "\"backendRefs\":[{\"name\":\"s\",\"port\":80}]}]");
    }

    private void node(ObjectNode object) {
        draw.maybe(object, 0.3, "spec/unschedulable", "true", "false");
        draw.maybe(
                object,
                0.3,
                "spec/taints",
                "[{\"key\":\"gpu\",\"effect\":\"NoSchedule\"}]",
                "[{\"key\":\"gpu\",\"value\":\"1\",\"effect\":\"NoExecute\"}]");
        draw.maybe(object, 0.3, "metadata/labels/gpu", "\"A100\"", "\"H100\"");
        draw.maybe(object, 0.3, "status/capacity", "{\"cpu\":\"8\"}");
    }
}
