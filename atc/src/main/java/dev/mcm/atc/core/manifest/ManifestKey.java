package dev.mcm.atc.core.manifest;

/// Names one object on a plane.
///
/// @param namespace empty for objects of the whole cluster
public record ManifestKey(ManifestKind kind, String namespace, String name) {
    @Override
    public String toString() {
        return kind.kind() + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}
