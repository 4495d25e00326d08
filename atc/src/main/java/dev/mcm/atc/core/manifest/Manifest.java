package dev.mcm.atc.core.manifest;

import java.util.Map;

/// An object as it should be: the fields that MCM owns, as JSON.
///
/// @param pushVersion version in its annotation; 0 = it has none
/// @param tree the whole object, with apiVersion, kind and metadata
public record Manifest(ManifestKey key, long pushVersion, Map<String, Object> tree) {
    static Manifest of(ManifestKey key, Fields metadata, Fields rest) {
        return of(key, 0, metadata, rest);
    }

    static Manifest of(ManifestKey key, long pushVersion, Fields metadata, Fields rest) {
        metadata.put("name", key.name()).put("namespace", key.namespace());
        Map<String, Object> tree =
                rest.put("apiVersion", key.kind().apiVersion())
                        .put("kind", key.kind().kind())
                        .put("metadata", metadata)
                        .build();
        return new Manifest(key, pushVersion, tree);
    }
}
