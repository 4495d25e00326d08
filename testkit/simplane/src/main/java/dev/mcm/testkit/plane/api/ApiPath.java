package dev.mcm.testkit.plane.api;

import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceType;
import java.util.List;
import java.util.Optional;

/// What a URL names: a collection (no name), an object, or a part of one.
///
/// @param namespace empty for cluster objects and for collections over all namespaces
record ApiPath(ResourceType type, String namespace, String name, String subresource) {

    private static final String NAMESPACES = "namespaces";

    /// Reads `/api/v1/…` and `/apis/<group>/<version>/…`; empty when nothing is served there.
    static Optional<ApiPath> parse(String path, ObjectStore store) {
        List<String> steps = List.of(path.substring(1).split("/"));
        if (steps.size() >= 3 && steps.getFirst().equals("api")) {
            return resource(store, "", steps.get(1), steps.subList(2, steps.size()));
        }
        if (steps.size() >= 4 && steps.getFirst().equals("apis")) {
            return resource(store, steps.get(1), steps.get(2), steps.subList(3, steps.size()));
        }
        return Optional.empty();
    }

    private static Optional<ApiPath> resource(
            ObjectStore store, String group, String version, List<String> steps) {
        if (steps.size() >= 3 && steps.getFirst().equals(NAMESPACES)) {
            Optional<ResourceType> inside = store.type(group, version, steps.get(2));
            if (inside.isPresent()) {
                return path(inside.get(), steps.get(1), steps.subList(3, steps.size()))
                        .filter(p -> p.type().namespaced());
            }
        }
        return store.type(group, version, steps.getFirst())
                .flatMap(t -> path(t, "", steps.subList(1, steps.size())))
                .filter(p -> p.name().isEmpty() || !p.type().namespaced());
    }

    private static Optional<ApiPath> path(ResourceType type, String namespace, List<String> rest) {
        return switch (rest.size()) {
            case 0 -> Optional.of(new ApiPath(type, namespace, "", ""));
            case 1 -> Optional.of(new ApiPath(type, namespace, rest.get(0), ""));
            case 2 -> Optional.of(new ApiPath(type, namespace, rest.get(0), rest.get(1)));
            default -> Optional.empty();
        };
    }

    ObjectKey key() {
        return new ObjectKey(namespace, name);
    }

    boolean isCollection() {
        return name.isEmpty();
    }
}
