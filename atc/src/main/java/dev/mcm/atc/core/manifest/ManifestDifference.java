package dev.mcm.atc.core.manifest;

import dev.mcm.shared.plane.PlaneNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which differences between a manifest and an object call for a write.
public enum ManifestDifference {
    /// Any, the push version included: the plane must know which placement it runs.
    ANY,
    /// Any but the push version: a Service is the same whatever number of replicas is behind it.
    BEYOND_VERSION;

    /// Path of the first such difference between an object and what it is to be changed into: see
    /// [Manifest#over].
    public Optional<String> first(Manifest wanted, Map<String, ?> actual) {
        Map<String, Object> tree = wanted.over(actual).tree();
        return DriftPolicy.firstDifference(this == ANY ? tree : withoutVersion(tree), actual);
    }

    private static Map<String, Object> withoutVersion(Map<String, Object> tree) {
        Map<String, Object> metadata = copy(tree.get("metadata"));
        Map<String, Object> annotations = copy(metadata.get("annotations"));
        annotations.remove(PlaneNames.ANNOTATION_VERSION);
        metadata.put("annotations", annotations);
        Map<String, Object> rest = new HashMap<>(tree);
        rest.put("metadata", metadata);
        return rest;
    }

    private static Map<String, Object> copy(@Nullable Object object) {
        Map<String, Object> copy = new HashMap<>();
        if (object instanceof Map<?, ?> map) {
            map.forEach((name, value) -> copy.put(String.valueOf(name), value));
        }
        return copy;
    }
}
