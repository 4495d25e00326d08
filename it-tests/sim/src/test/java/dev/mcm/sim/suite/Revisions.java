package dev.mcm.sim.suite;

import dev.mcm.scheduler.core.CellChange;
import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.PlacedCell;

/// Which rows are of a deployment's current revision, and which change is of which row.
final class Revisions {
    private Revisions() {}

    static boolean isCurrent(DeploymentFacts facts, PlacedCell row) {
        return facts.spec().options().stream()
                .anyMatch(option ->
                        option.instanceType().equals(row.instanceType())
                                && option.revision().equals(row.revision()));
    }

    static boolean isOf(CellChange change, DeploymentFacts facts, PlacedCell row) {
        return change.deploymentId().equals(facts.id())
                && change.planeId().equals(row.planeId())
                && change.instanceType().equals(row.instanceType())
                && change.revision().equals(row.revision());
    }
}
