package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.Trees;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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

    /// Kinds that exist only as answers to a POST.
    private record Review(String apiVersion, String plural, String kind) {}

    private static final List<Review> REVIEWS =
            List.of(
                    new Review(
                            "authorization.k8s.io/v1",
                            "selfsubjectaccessreviews",
                            "SelfSubjectAccessReview"),
                    new Review(
                            "authentication.k8s.io/v1", "selfsubjectreviews", "SelfSubjectReview"));

    private final ObjectStore store;

    Discovery(ObjectStore store) {
        this.store = store;
    }

    /// The document under `path`; empty when there is none.
    Optional<ObjectNode> document(String path) {
        return switch (path) {
            case "/version" -> Optional.of(version());
            case "/api" -> Optional.of(coreVersions());
            case "/apis" -> Optional.of(groups());
            case "/openapi/v3" -> Optional.of(openApiRoot());
            default -> ofGroup(path);
        };
    }

    private Optional<ObjectNode> ofGroup(String path) {
        return apiVersions().flatMap(v -> ofVersion(v, path).stream()).findFirst();
    }

    private Optional<ObjectNode> ofVersion(String apiVersion, String path) {
        if (path.equals(url(apiVersion))) {
            return Optional.of(resources(apiVersion));
        }
        if (path.equals("/openapi/v3" + url(apiVersion))) {
            return Optional.of(openApi(apiVersion));
        }
        int slash = apiVersion.indexOf('/');
        if (slash < 0 || !path.equals("/apis/" + apiVersion.substring(0, slash))) {
            return Optional.empty();
        }
        ObjectNode group = group(apiVersion.substring(0, slash), apiVersion.substring(slash + 1));
        return Optional.of(group.put("kind", "APIGroup").put("apiVersion", "v1"));
    }

    private Stream<String> apiVersions() {
        return Stream.concat(
                        store.types().stream().map(ResourceType::apiVersion),
                        REVIEWS.stream().map(Review::apiVersion))
                .distinct();
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

    private ObjectNode groups() {
        ObjectNode list = Trees.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        apiVersions()
                .filter(v -> v.contains("/"))
                .map(v -> group(v.substring(0, v.indexOf('/')), v.substring(v.indexOf('/') + 1)))
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

    private ObjectNode resources(String apiVersion) {
        ObjectNode list = Trees.object().put("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", apiVersion);
        ArrayNode resources = list.putArray("resources");
        for (ResourceType type : store.types()) {
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
        for (Review review : REVIEWS) {
            if (review.apiVersion().equals(apiVersion)) {
                resources
                        .addObject()
                        .put("name", review.plural())
                        .put("singularName", review.kind().toLowerCase(Locale.ROOT))
                        .put("namespaced", false)
                        .put("kind", review.kind())
                        .putArray("verbs")
                        .add("create");
            }
        }
        return list;
    }

    private static void parts(ArrayNode resources, ResourceType type) {
        if (type.status()) {
            ObjectNode status = resource(resources, type, type.plural() + "/status", type.kind());
            PART_VERBS.forEach(status.putArray("verbs")::add);
        }
        if (type.scale()) {
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
        if (type.equals(ResourceTypes.SERVICE_ACCOUNT)) {
            ObjectNode token = resource(resources, type, "serviceaccounts/token", "TokenRequest");
            token.put("group", "authentication.k8s.io").put("version", "v1");
            token.putArray("verbs").add("create");
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

    private ObjectNode openApiRoot() {
        ObjectNode root = Trees.object();
        ObjectNode paths = root.putObject("paths");
        for (ResourceType type : store.types()) {
            String path = url(type.apiVersion());
            paths.putObject(path.substring(1))
                    .put("serverRelativeURL", "/openapi/v3" + path + "?hash=1");
        }
        return root;
    }

    private ObjectNode openApi(String apiVersion) {
        ObjectNode document = Trees.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", VERSION);
        ObjectNode paths = document.putObject("paths");
        for (ResourceType type : store.types()) {
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
