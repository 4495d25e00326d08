package dev.mcm.state.deployment;

import dev.mcm.shared.error.Excerpt;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.Micros;
import dev.mcm.type.v1.ResolvedSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A row of `deployment_versions`: one version of a deployment's spec. It never changes.
///
/// @param number from 1
/// @param revisions of its options, in the spec's order of preference
/// @param createdBy name of the caller; empty = not known, of a version from before these rows were
/// @param createdAt when it was given; where `createdBy` is empty, it was given then or before
public record SpecVersion(
        DeploymentId deploymentId,
        long number,
        SpecHash specHash,
        List<OptionRevision> revisions,
        String createdBy,
        Instant createdAt) {
    private static final int MAX_NAME = 300;

    /// Which version of which deployment.
    public record Key(DeploymentId deploymentId, long number) {}

    public Key key() {
        return new Key(deploymentId, number);
    }

    public SpecVersion {
        revisions = List.copyOf(revisions);
        createdBy = Excerpt.cut(createdBy, MAX_NAME);
        createdAt = Micros.of(createdAt);
    }

    /// The current version of a deployment that `caller` has just given it.
    ///
    /// @param spec that of `row.specHash()`
    public static SpecVersion of(Deployment row, ResolvedSpec spec, String caller) {
        return new SpecVersion(
                row.id(),
                row.specVersion(),
                row.specHash(),
                revisions(spec),
                caller,
                row.updatedAt());
    }

    /// The current version of a deployment of which no row was written when it was given.
    ///
    /// @param spec that of `row.specHash()`
    /// @return empty when the spec has an option that this version of MCM cannot read
    public static Optional<SpecVersion> found(Deployment row, ResolvedSpec spec) {
        Instant at = row.specVersion() == 1 ? row.createdAt() : row.updatedAt();
        try {
            return Optional.of(
                    new SpecVersion(
                            row.id(), row.specVersion(), row.specHash(), revisions(spec), "", at));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<OptionRevision> revisions(ResolvedSpec spec) {
        return spec.getOptionsList().stream()
                .map(option ->
                        new OptionRevision(
                                new InstanceTypeName(option.getInstanceType()),
                                PodRevision.of(spec.getSpec(), option.getShape())))
                .toList();
    }
}
