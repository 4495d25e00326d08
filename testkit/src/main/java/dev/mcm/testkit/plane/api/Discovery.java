package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.Trees;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The documents by which clients learn what is served: versions, groups, resources, and as much of
/// OpenAPI v3 as kubectl needs to know that fields are validated here.
final class Discovery {

    private static final String VERSION = "v1.32.0";
    private static final List<String> VERBS =
            List.of(
                    "create",
                    "delete",
                    "deletecollection",
                    "get",
                    "list",
                    "patch",
                    "update",
                    "watch");
    private static final List<String> PART_VERBS = List.of("get", "patch", "update");

    private Discovery() {}

    /// The document under `path`; empty when there is none.
    static Optional<ObjectNode> document(String path) {
        return switch (path) {
            case "/version" -> Optional.of(version());
            case "/api" -> Optional.of(coreVersions());
            case "/apis" -> Optional.of(groups());
            case "/openapi/v3" -> Optional.of(openApiRoot());
            default -> ofGroup(path);
        };
    }

    private static Optional<ObjectNode> ofGroup(String path) {
        for (ResourceType type : ResourceTypes.ALL) {
            if (path.equals(url(type.apiVersion()))) {
                return Optional.of(resources(type.apiVersion()));
            }
            if (path.equals("/openapi/v3" + url(type.apiVersion()))) {
                return Optional.of(openApi(type.apiVersion()));
            }
            if (!type.group().isEmpty() && path.equals("/apis/" + type.group())) {
                return Optional.of(
                        group(type.group(), type.version())
                                .put("kind", "APIGroup")
                                .put("apiVersion", "v1"));
            }
        }
        return Optional.empty();
    }

    private static String url(String apiVersion) {
        return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    }

    private static ObjectNode version() {
        return Trees.object()
                .put("major", "1")
                .put("minor", "32")
                .put("gitVersion", VERSION + "-mcm-simulated")
                .put("gitCommit", "simulated")
                .put("gitTreeState", "clean")
                .put("buildDate", "2026-01-01T00:00:00Z")
                .put("goVersion", "none")
                .put("compiler", "javac")
                .put("platform", "linux/amd64");
    }

    private static ObjectNode coreVersions() {
        ObjectNode versions = Trees.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    private static ObjectNode groups() {
        ObjectNode list = Trees.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        ResourceTypes.ALL.stream()
                .filter(t -> !t.group().isEmpty())
                .map(t -> group(t.group(), t.version()))
                .distinct()
                .forEach(groups::add);
        return list;
    }

    private static ObjectNode group(String name, String version) {
        ObjectNode group = Trees.object().put("name", name);
        ObjectNode only =
                Trees.object().put("groupVersion", name + "/" + version).put("version", version);
        group.putArray("versions").add(only);
        group.set("preferredVersion", only);
        return group;
    }

    private static ObjectNode resources(String apiVersion) {
        ObjectNode list = Trees.object().put("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", apiVersion);
        ArrayNode resources = list.putArray("resources");
        for (ResourceType type : ResourceTypes.ALL) {
            if (type.apiVersion().equals(apiVersion)) {
                ObjectNode entry = resource(resources, type, type.plural(), type.kind());
                VERBS.forEach(entry.putArray("verbs")::add);
                if (!type.shortNames().isEmpty()) {
                    type.shortNames().forEach(entry.putArray("shortNames")::add);
                }
                entry.putArray("categories").add("all");
                parts(resources, type);
            }
        }
        return list;
    }

    private static void parts(ArrayNode resources, ResourceType type) {
        if (type.status()) {
            ObjectNode status = resource(resources, type, type.plural() + "/status", type.kind());
            PART_VERBS.forEach(status.putArray("verbs")::add);
        }
        boolean workload =
                type.equals(ResourceTypes.DEPLOYMENT) || type.equals(ResourceTypes.REPLICA_SET);
        if (workload) {
            ObjectNode scale = resource(resources, type, type.plural() + "/scale", "Scale");
            scale.put("group", "autoscaling").put("version", "v1");
            PART_VERBS.forEach(scale.putArray("verbs")::add);
        }
        if (type.equals(ResourceTypes.POD)) {
            ObjectNode eviction = resource(resources, type, "pods/eviction", "Eviction");
            eviction.put("group", "policy").put("version", "v1").putArray("verbs").add("create");
            resource(resources, type, "pods/binding", "Binding").putArray("verbs").add("create");
            resource(resources, type, "pods/log", "Pod").putArray("verbs").add("get");
        }
    }

    private static ObjectNode resource(
            ArrayNode resources, ResourceType type, String name, String kind) {
        String singular = name.contains("/") ? "" : type.kind().toLowerCase(Locale.ROOT);
        return resources
                .addObject()
                .put("name", name)
                .put("singularName", singular)
                .put("namespaced", type.namespaced())
                .put("kind", kind);
    }

    private static ObjectNode openApiRoot() {
        ObjectNode root = Trees.object();
        ObjectNode paths = root.putObject("paths");
        for (ResourceType type : ResourceTypes.ALL) {
            String path = url(type.apiVersion());
            paths.putObject(path.substring(1))
                    .put("serverRelativeURL", "/openapi/v3" + path + "?hash=1");
        }
        return root;
    }

    private static ObjectNode openApi(String apiVersion) {
        ObjectNode document = Trees.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", VERSION);
        ObjectNode paths = document.putObject("paths");
        for (ResourceType type : ResourceTypes.ALL) {
            if (type.apiVersion().equals(apiVersion)) {
                String inside = type.namespaced() ? "/namespaces/{namespace}" : "";
                ObjectNode patch =
                        paths.putObject(url(apiVersion) + inside + "/" + type.plural() + "/{name}")
                                .putObject("patch");
                patch.putObject("x-kubernetes-group-version-kind")
                        .put("group", type.group())
                        .put("version", type.version())
                        .put("kind", type.kind());
                ObjectNode parameter = patch.putArray("parameters").addObject();
                parameter.put("name", "fieldValidation").put("in", "query");
                parameter.putObject("schema").put("type", "string");
                patch.putObject("responses").putObject("200").put("description", "OK");
            }
        }
        return document;
    }
}
