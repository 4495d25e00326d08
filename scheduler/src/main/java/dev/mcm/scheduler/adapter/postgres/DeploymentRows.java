package dev.mcm.scheduler.adapter.postgres;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.SpecVersion;
import dev.mcm.state.observed.ObservedCell;
import dev.mcm.state.placement.Placement;
import dev.mcm.state.placement.PlacementSummary;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rows of one deployment.
///
/// @param desired replicas wanted; null = the Autoscaler has not decided yet
/// @param placements in order of key, zero replicas included
/// @param summary null = none
/// @param cells what the planes show of it
record DeploymentRows(
        Deployment deployment,
        @Nullable Integer desired,
        List<Placement> placements,
        @Nullable PlacementSummary summary,
        List<ObservedCell> cells) {
    DeploymentId id() {
        return deployment.id();
    }

    /// That is asked for.
    SpecVersion.Key version() {
        return new SpecVersion.Key(id(), deployment.specVersion());
    }

    /// That is asked for, and those that are placed.
    Stream<SpecVersion.Key> versions() {
        return Stream.concat(
                Stream.of(version()), placements.stream().map(DeploymentRows::version));
    }

    static SpecVersion.Key version(Placement row) {
        return new SpecVersion.Key(row.key().deploymentId(), row.specVersion());
    }
}
