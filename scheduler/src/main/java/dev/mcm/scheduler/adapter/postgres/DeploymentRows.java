package dev.mcm.scheduler.adapter.postgres;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.SpecVersion;
import dev.mcm.state.observed.ObservedCell;
import dev.mcm.state.placement.Placement;
import dev.mcm.state.placement.PlacementSummary;
import dev.mcm.state.scale.ScaleTarget;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The rows of some deployments, or of all, as of one moment.
record DeploymentRows(
        List<Deployment> deployments,
        Map<DeploymentId, Integer> desired,
        List<Placement> placements,
        Map<DeploymentId, List<Placement>> placementsOf,
        Map<DeploymentId, PlacementSummary> summaries,
        ObservedReplicas observed) {
    static DeploymentRows all(Tx tx, SchedulerTables tables) {
        return of(
                tables.wanted().deployments().all(tx),
                tables.wanted().scaleTargets().all(tx),
                tables.decided().placements().all(tx),
                tables.decided().summaries().all(tx),
                tables.planes().cells().all(tx));
    }

    static DeploymentRows of(Tx tx, SchedulerTables tables, Collection<DeploymentId> ids) {
        return of(
                tables.wanted().deployments().find(tx, ids),
                tables.wanted().scaleTargets().find(tx, ids),
                tables.decided().placements().ofDeployments(tx, ids),
                tables.decided().summaries().find(tx, ids),
                tables.planes().cells().ofDeployments(tx, ids));
    }

    private static DeploymentRows of(
            List<Deployment> deployments,
            List<ScaleTarget> targets,
            List<Placement> placements,
            List<PlacementSummary> summaries,
            List<ObservedCell> cells) {
        return new DeploymentRows(
                deployments,
                targets.stream().collect(toMap(ScaleTarget::deploymentId, ScaleTarget::desired)),
                placements,
                placements.stream().collect(groupingBy(row -> row.key().deploymentId())),
                summaries.stream()
                        .collect(toMap(PlacementSummary::deploymentId, Function.identity())),
                new ObservedReplicas(cells, placements));
    }

    static SpecVersion.Key version(Deployment row) {
        return new SpecVersion.Key(row.id(), row.specVersion());
    }

    static SpecVersion.Key version(Placement row) {
        return new SpecVersion.Key(row.key().deploymentId(), row.specVersion());
    }
}
