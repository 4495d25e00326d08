package dev.mcm.atc.port;

import dev.mcm.atc.core.manifest.FencePolicy;
import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.shared.plane.PlaneNames;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// An object as it is on a plane.
///
/// @param tree the whole object, as JSON
public record LiveObject(ManifestKey key, Map<String, ?> tree) {
    public String resourceVersion() {
        return metadata("resourceVersion");
    }

    public String uid() {
        return metadata("uid");
    }

    /// MCM may touch it.
    public boolean isManaged() {
        return PlaneNames.MANAGED.equals(label(PlaneNames.LABEL_MANAGED));
    }

    /// It is being deleted.
    public boolean isTerminating() {
        return !metadata("deletionTimestamp").isEmpty();
    }

    /// Push version that it was applied with; 0 = none.
    public long pushVersion() {
        return FencePolicy.parseVersion(
                text(map(map(tree, "metadata"), "annotations"), PlaneNames.ANNOTATION_VERSION));
    }

    /// Empty when it has no such label.
    public String label(String name) {
        return text(map(map(tree, "metadata"), "labels"), name);
    }

    /// Texts below `data` of a ConfigMap.
    public Map<String, String> data() {
        Map<String, String> data = new TreeMap<>();
        map(tree, "data")
                .forEach((name, value) -> data.put(String.valueOf(name), String.valueOf(value)));
        return data;
    }

    private String metadata(String field) {
        return text(map(tree, "metadata"), field);
    }

    private static Map<?, ?> map(Map<?, ?> parent, String name) {
        return parent.get(name) instanceof Map<?, ?> child ? child : Map.of();
    }

    private static String text(Map<?, ?> parent, String name) {
        return Objects.toString(parent.get(name), "");
    }
}
