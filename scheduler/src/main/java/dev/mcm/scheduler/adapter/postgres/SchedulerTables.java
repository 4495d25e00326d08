package dev.mcm.scheduler.adapter.postgres;

import dev.mcm.state.deployment.DeploymentStore;
import dev.mcm.state.deployment.PostgresDeploymentStore;
import dev.mcm.state.deployment.PostgresSpecStore;
import dev.mcm.state.deployment.SpecStore;
import dev.mcm.state.observed.ObservedDeploymentStore;
import dev.mcm.state.observed.PostgresObservedDeploymentStore;
import dev.mcm.state.organization.OrganizationStore;
import dev.mcm.state.placement.PlacementStore;
import dev.mcm.state.placement.PlacementSummaryStore;
import dev.mcm.state.placement.PlacementVerdictStore;
import dev.mcm.state.placement.PostgresPlacementStore;
import dev.mcm.state.placement.PostgresPlacementSummaryStore;
import dev.mcm.state.placement.PostgresPlacementVerdictStore;
import dev.mcm.state.plane.PlaneCapacityStore;
import dev.mcm.state.plane.PlaneIdentityStore;
import dev.mcm.state.plane.PlaneLivenessStore;
import dev.mcm.state.plane.PlaneProbeStore;
import dev.mcm.state.plane.PlaneStateStore;
import dev.mcm.state.plane.PlaneStore;
import dev.mcm.state.plane.PostgresPlaneCapacityStore;
import dev.mcm.state.plane.PostgresPlaneIdentityStore;
import dev.mcm.state.plane.PostgresPlaneLivenessStore;
import dev.mcm.state.plane.PostgresPlaneProbeStore;
import dev.mcm.state.plane.PostgresPlaneStateStore;
import dev.mcm.state.plane.PostgresPlaneStore;
import dev.mcm.state.scale.PostgresScaleTargetStore;
import dev.mcm.state.scale.ScaleTargetStore;

/// The tables that the Scheduler reads and, of them, writes.
record SchedulerTables(Wanted wanted, Planes planes, Decided decided) {
    record Wanted(
            OrganizationStore organizations,
            DeploymentStore deployments,
            SpecStore specs,
            ScaleTargetStore scaleTargets) {}

    record Planes(
            PlaneStore planes,
            PlaneIdentityStore identities,
            PlaneLivenessStore liveness,
            PlaneProbeStore probes,
            PlaneCapacityStore capacity,
            ObservedDeploymentStore observed) {}

    /// Written by the Scheduler alone.
    record Decided(
            PlacementStore placements,
            PlacementSummaryStore summaries,
            PlacementVerdictStore verdicts,
            PlaneStateStore planeStates) {}

    static SchedulerTables postgres() {
        return new SchedulerTables(
                new Wanted(
                        new OrganizationStore(),
                        new PostgresDeploymentStore(),
                        new PostgresSpecStore(),
                        new PostgresScaleTargetStore()),
                new Planes(
                        new PostgresPlaneStore(),
                        new PostgresPlaneIdentityStore(),
                        new PostgresPlaneLivenessStore(),
                        new PostgresPlaneProbeStore(),
                        new PostgresPlaneCapacityStore(),
                        new PostgresObservedDeploymentStore()),
                new Decided(
                        new PostgresPlacementStore(),
                        new PostgresPlacementSummaryStore(),
                        new PostgresPlacementVerdictStore(),
                        new PostgresPlaneStateStore()));
    }
}
