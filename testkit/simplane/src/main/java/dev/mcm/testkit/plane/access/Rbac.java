package dev.mcm.testkit.plane.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.registry.Requester;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.PersistentMap;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides by the roles and bindings that the store holds at the moment. They are read once per
/// change. Safe for use by many threads.
final class Rbac {

    /// What a binding gives: rules, in one namespace or (empty) everywhere.
    private record Grant(String namespace, List<RoleRule> rules) {

        boolean allows(Action action) {
            String where = action instanceof Action.OnResource on ? on.namespace() : "";
            return (namespace.isEmpty() || namespace.equals(where))
                    && rules.stream().anyMatch(r -> r.allows(action));
        }
    }

    private record Index(
            List<PersistentMap<ObjectKey, StoredObject>> of, Map<String, List<Grant>> grants) {}

    private static final String GROUP = "Group:";
    private static final String USER = "User:";

    private static final List<ResourceType> TYPES =
            List.of(
                    ResourceTypes.ROLE,
                    ResourceTypes.CLUSTER_ROLE,
                    ResourceTypes.ROLE_BINDING,
                    ResourceTypes.CLUSTER_ROLE_BINDING);

    private final ObjectStore store;
    private volatile @Nullable Index index;

    Rbac(ObjectStore store) {
        this.store = store;
    }

    boolean allows(Requester requester, Action action) {
        Map<String, List<Grant>> grants = current().grants();
        return Stream.concat(
                        Stream.of(USER + requester.name()),
                        requester.groups().stream().map(g -> GROUP + g))
                .flatMap(s -> grants.getOrDefault(s, List.of()).stream())
                .anyMatch(g -> g.allows(action));
    }

    private Index current() {
        List<PersistentMap<ObjectKey, StoredObject>> now =
                TYPES.stream().map(store::objects).toList();
        Index known = index;
        if (known == null || !isSame(known.of(), now)) {
            known = new Index(now, read(now));
            index = known;
        }
        return known;
    }

    @SuppressWarnings("ReferenceEquality") // A map that changed is another map.
    private static boolean isSame(List<?> known, List<?> now) {
        for (int i = 0; i < now.size(); i++) {
            if (known.get(i) != now.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, List<Grant>> read(
            List<PersistentMap<ObjectKey, StoredObject>> objects) {
        Map<String, List<Grant>> grants = new HashMap<>();
        for (PersistentMap<ObjectKey, StoredObject> bindings : objects.subList(2, 4)) {
            for (StoredObject binding : bindings.values()) {
                boolean cluster = binding.text("roleRef", "kind").equals("ClusterRole");
                String namespace = binding.key().namespace();
                ObjectKey role =
                        new ObjectKey(cluster ? "" : namespace, binding.text("roleRef", "name"));
                StoredObject found = objects.get(cluster ? 1 : 0).get(role);
                if (found != null) {
                    Grant grant = new Grant(namespace, rules(found));
                    for (JsonNode subject : binding.at("subjects")) {
                        grants.computeIfAbsent(name(subject, namespace), _ -> new ArrayList<>())
                                .add(grant);
                    }
                }
            }
        }
        return grants;
    }

    private static List<RoleRule> rules(StoredObject role) {
        List<RoleRule> rules = new ArrayList<>();
        role.at("rules").forEach(r -> rules.add(RoleRule.of(r)));
        return rules;
    }

    private static String name(JsonNode subject, String bindingNamespace) {
        String name = Trees.text(subject, "name");
        return switch (Trees.text(subject, "kind")) {
            case "Group" -> GROUP + name;
            case "ServiceAccount" -> {
                String own = Trees.text(subject, "namespace");
                yield USER + ServiceAccounts.user(own.isEmpty() ? bindingNamespace : own, name);
            }
            default -> USER + name;
        };
    }
}
