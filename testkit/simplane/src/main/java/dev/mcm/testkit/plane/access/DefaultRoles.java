package dev.mcm.testkit.plane.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.registry.WriteRequest;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.Trees;

/// The roles that every cluster begins with, as far as clients here stand on them: the
/// administrator's, and what everybody may read and ask.
public final class DefaultRoles {

    private static final String ROLES =
            """
            {"cluster-admin": [
               {"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]},
               {"nonResourceURLs": ["*"], "verbs": ["*"]}],
             "system:discovery": [
               {"nonResourceURLs": ["/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez",
                  "/openapi", "/openapi/*", "/readyz", "/version", "/version/"], "verbs": ["get"]}],
             "system:public-info-viewer": [
               {"nonResourceURLs": ["/healthz", "/livez", "/readyz", "/version", "/version/"],
                "verbs": ["get"]}],
             "system:basic-user": [
               {"apiGroups": ["authorization.k8s.io"], "resources": ["selfsubjectaccessreviews"],
                "verbs": ["create"]},
               {"apiGroups": ["authentication.k8s.io"], "resources": ["selfsubjectreviews"],
                "verbs": ["create"]}]}
            """;

    private static final String SUBJECTS =
            """
            {"cluster-admin": ["system:masters"],
             "system:discovery": ["system:authenticated"],
             "system:public-info-viewer": ["system:authenticated", "system:unauthenticated"],
             "system:basic-user": ["system:authenticated"]}
            """;

    private static final String API = "rbac.authorization.k8s.io";

    private DefaultRoles() {}

    /// Creates them; they must not exist.
    public static void create(ObjectRegistry registry) {
        Trees.parse(ROLES)
                .properties()
                .forEach(role -> {
                    ObjectNode object = named(role.getKey());
                    object.set("rules", role.getValue());
                    create(registry, ResourceTypes.CLUSTER_ROLE, object);
                });
        Trees.parse(SUBJECTS)
                .properties()
                .forEach(binding -> {
                    ObjectNode object = named(binding.getKey());
                    object.putObject("roleRef")
                            .put("apiGroup", API)
                            .put("kind", "ClusterRole")
                            .put("name", binding.getKey());
                    for (JsonNode group : binding.getValue()) {
                        object.withArray("subjects")
                                .addObject()
                                .put("kind", "Group")
                                .put("apiGroup", API)
                                .put("name", group.asText());
                    }
                    create(registry, ResourceTypes.CLUSTER_ROLE_BINDING, object);
                });
    }

    private static ObjectNode named(String name) {
        ObjectNode object = Trees.object();
        object.putObject("metadata").put("name", name);
        return object;
    }

    private static void create(ObjectRegistry registry, ResourceType type, ObjectNode object) {
        registry.create(WriteRequest.internal(type, ObjectKey.ofCluster("")), object);
    }
}
