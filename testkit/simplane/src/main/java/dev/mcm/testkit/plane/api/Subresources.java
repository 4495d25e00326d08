package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.registry.WriteRequest;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;

/// `scale` of workloads; `log`, `binding` and `eviction` of pods.
final class Subresources {

    private final ObjectRegistry registry;
    private final Evictions evictions;

    Subresources(ObjectRegistry registry) {
        this.registry = registry;
        this.evictions = new Evictions(registry);
    }

    Answer answer(ResourceRequest request) {
        ResourceType type = request.path().type();
        String part = request.path().subresource();
        if (type.scale() && part.equals("scale")) {
            return scale(request);
        }
        if (!type.equals(ResourceTypes.POD)) {
            throw StatusException.noSuchPath();
        }
        return switch (part) {
            case "log" -> log(request);
            case "binding" -> bind(request);
            case "eviction" -> evictions.evict(request);
            default -> throw StatusException.noSuchPath();
        };
    }

    private Answer scale(ResourceRequest request) {
        StoredObject object = registry.store().get(request.path().type(), request.path().key());
        ObjectNode scale = scaleOf(object);
        if (request.method().equals("GET")) {
            return Answer.json(200, scale);
        }
        ObjectNode wanted =
                request.method().equals("PUT")
                        ? request.objectBody()
                        : Patches.read(request.contentType(), request.body(), object.type())
                                .apply(scale);
        WriteRequest write = request.write();
        StoredObject scaled =
                registry.update(
                        write,
                        before -> {
                            ObjectNode after = before.copy();
                            Trees.ensure(after, "spec")
                                    .put("replicas", Trees.number(wanted, 0, "spec", "replicas"));
                            return after;
                        });
        return Answer.json(200, scaleOf(scaled));
    }

    private static ObjectNode scaleOf(StoredObject object) {
        ObjectNode scale = Trees.object();
        scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field :
                new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
            metadata.set(field, object.at("metadata", field));
        }
        ObjectNode spec = scale.putObject("spec");
        if (object.number(0, "spec", "replicas") > 0) {
            spec.set("replicas", object.at("spec", "replicas"));
        }
        StringBuilder selector = new StringBuilder();
        object.at("spec", "selector", "matchLabels")
                .properties()
                .forEach(e ->
                        selector.append(selector.isEmpty() ? "" : ",")
                                .append(e.getKey())
                                .append('=')
                                .append(e.getValue().asText()));
        scale.putObject("status")
                .put("replicas", object.number(0, "status", "replicas"))
                .put("selector", selector.toString());
        return scale;
    }

    private Answer log(ResourceRequest request) {
        StoredObject pod = registry.store().get(request.path().type(), request.path().key());
        StringBuilder log = new StringBuilder();
        for (var condition : pod.at("status", "conditions")) {
            log.append(Trees.text(condition, "lastTransitionTime"))
                    .append(' ')
                    .append(Trees.text(condition, "type"))
                    .append('=')
                    .append(Trees.text(condition, "status"))
                    .append('\n');
        }
        return Answer.text(log.toString());
    }

    private Answer bind(ResourceRequest request) {
        String node = Trees.text(request.objectBody(), "target", "name");
        WriteRequest write = WriteRequest.internal(ResourceTypes.POD, request.path().key());
        registry.update(
                write,
                before -> {
                    if (!before.text("spec", "nodeName").isEmpty()) {
                        throw StatusException.conflict(
                                ResourceTypes.POD,
                                before.key().name(),
                                "pod is already assigned to node "
                                        + before.text("spec", "nodeName"));
                    }
                    ObjectNode after = before.copy();
                    Trees.ensure(after, "spec").put("nodeName", node);
                    return after;
                });
        return success(201);
    }

    static Answer success(int code) {
        return Answer.json(
                code,
                Trees.object()
                        .put("kind", "Status")
                        .put("apiVersion", "v1")
                        .put("status", "Success"));
    }
}
