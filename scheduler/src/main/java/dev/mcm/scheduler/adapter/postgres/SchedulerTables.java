package dev.mcm.scheduler.adapter.postgres;

import dev.mcm.state.deployment.DeploymentStore;
import dev.mcm.state.deployment.SpecStore;
import dev.mcm.state.deployment.SpecVersionStore;
import dev.mcm.state.observed.ObservedCellStore;
import dev.mcm.state.organization.OrganizationStore;
import dev.mcm.state.placement.PlacementStore;
import dev.mcm.state.placement.PlacementSummaryStore;
import dev.mcm.state.placement.PlacementVerdictStore;
import dev.mcm.state.plane.PlaneCapacityStore;
import dev.mcm.state.plane.PlaneIdentityStore;
import dev.mcm.state.plane.PlaneLivenessStore;
import dev.mcm.state.plane.PlaneOrderStore;
import dev.mcm.state.plane.PlaneProbeStore;
import dev.mcm.state.plane.PlaneQuotaStore;
import dev.mcm.state.plane.PlaneStateStore;
import dev.mcm.state.plane.PlaneStore;
import dev.mcm.state.plane.SightingStore;
import dev.mcm.state.scale.ScaleTargetStore;

/// The tables that the Scheduler reads and, of them, writes.
record SchedulerTables(Wanted wanted, Planes planes, Decided decided) {
    record Wanted(
            OrganizationStore organizations,
            DeploymentStore deployments,
            SpecStore specs,
            SpecVersionStore versions,
            ScaleTargetStore scaleTargets) {}

    record Planes(
            PlaneStore planes,
            PlaneIdentityStore identities,
            PlaneLivenessStore liveness,
            PlaneProbeStore probes,
            SightingStore listening,
            SightingStore probing,
            PlaneOrderStore orders,
            PlaneCapacityStore capacity,
            PlaneQuotaStore quotas,
            ObservedCellStore cells) {}

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
                        new DeploymentStore(),
                        new SpecStore(),
                        new SpecVersionStore(),
                        new ScaleTargetStore()),
                new Planes(
                        new PlaneStore(),
                        new PlaneIdentityStore(),
                        new PlaneLivenessStore(),
                        new PlaneProbeStore(),
                        SightingStore.ofLiveness(),
                        SightingStore.ofProbes(),
                        new PlaneOrderStore(),
                        new PlaneCapacityStore(),
                        new PlaneQuotaStore(),
                        new ObservedCellStore()),
                new Decided(
                        new PlacementStore(),
                        new PlacementSummaryStore(),
                        new PlacementVerdictStore(),
                        new PlaneStateStore()));
    }
}
