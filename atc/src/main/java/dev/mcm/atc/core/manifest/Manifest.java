package dev.mcm.atc.core.manifest;

import dev.mcm.shared.plane.PlaneNames;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An object as it should be: the fields that MCM owns, as JSON.
///
/// @param pushVersion version in its annotation; 0 = it has none
/// @param tree the whole object, with apiVersion, kind and metadata
/// @param earlier the same as earlier generations of templates render it, oldest first; empty for
///   what has no template
public record Manifest(
        ManifestKey key,
        long pushVersion,
        Map<String, Object> tree,
        List<Map<String, Object>> earlier) {
    public Manifest {
        earlier = List.copyOf(earlier);
    }

    public Manifest(ManifestKey key, long pushVersion, Map<String, Object> tree) {
        this(key, pushVersion, tree, List.of());
    }

    static Manifest of(ManifestKey key, Fields metadata, Fields rest) {
        return of(key, 0, metadata, rest);
    }

    static Manifest of(ManifestKey key, long pushVersion, Fields metadata, Fields rest) {
        return new Manifest(key, pushVersion, tree(key, metadata, rest));
    }

    static Map<String, Object> tree(ManifestKey key, Fields metadata, Fields rest) {
        metadata.put("name", key.name()).put("namespace", key.namespace());
        return rest.put("apiVersion", key.kind().apiVersion())
                .put("kind", key.kind().kind())
                .put("metadata", metadata)
                .build();
    }

    /// What the object that is there is to be compared with and changed into: its pods' template
    /// stays as the ATC that made it rendered it, until the version of the spec changes.
    public Manifest over(Map<String, ?> live) {
        boolean sameVersion =
                Objects.equals(templateVersion(tree), templateVersion(live))
                        && templateVersion(live) != null;
        int generation = TemplateGeneration.of(live).number();
        return sameVersion && generation <= earlier.size()
                ? new Manifest(key, pushVersion, earlier.get(generation - 1))
                : this;
    }

    private static @Nullable Object templateVersion(Map<?, ?> tree) {
        return TemplateGeneration.at(
                tree,
                "spec",
                "template",
                "metadata",
                "labels",
                PlaneNames.LABEL_DEPLOYMENT_VERSION);
    }
}
