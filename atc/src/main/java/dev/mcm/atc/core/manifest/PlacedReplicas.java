package dev.mcm.atc.core.manifest;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.placement.Workload;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.ShapeOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A placement of a deployment on one plane.
///
/// @param workload that runs the replicas
/// @param specVersion version of the spec that it was decided for
/// @param spec of that version; null = it is not known, so that the workload stays as it is
public record PlacedReplicas(
        InstanceTypeName instanceType,
        PodRevision revision,
        Workload workload,
        int replicas,
        long specVersion,
        @Nullable ResolvedSpec spec,
        long pushVersion) {
    public PlacedReplicas {
        if (replicas < 0) {
            throw new IllegalArgumentException(
                    "replicas of " + instanceType + ": " + replicas + " (expected: >= 0)");
        }
    }

    /// Its workload's key in a namespace.
    public ManifestKey key(String namespace) {
        return new ManifestKey(ManifestKind.of(workload.kind()), namespace, workload.name());
    }

    /// What its pods are made from; empty where that is not known.
    Optional<Rendering> rendering() {
        return Optional.ofNullable(spec)
                .flatMap(known ->
                        known.getOptionsList().stream()
                                .filter(option ->
                                        option.getInstanceType().equals(instanceType.value()))
                                .findFirst()
                                .map(option -> new Rendering(this, known, option)));
    }

    /// A placement whose spec is known.
    ///
    /// @param option that it is for
    record Rendering(PlacedReplicas placed, ResolvedSpec spec, ShapeOption option) {}
}
