package dev.mcm.sim.invariant;

import dev.mcm.autoscaler.core.TargetChange;
import dev.mcm.sim.world.StoredRows;
import dev.mcm.sim.world.World;
import dev.mcm.state.deployment.Autoscaling;
import java.util.List;

final class ScaleKeepsItsLimits implements Invariant {
    private final Findings findings;

    ScaleKeepsItsLimits(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String sentence() {
        return "The scale of an active deployment lies between its minimum and its maximum.";
    }

    @Override
    public void onTargets(World world, List<TargetChange> changes) {
        for (TargetChange change : changes) {
            StoredRows.DeploymentRow row = world.rows().deployments().get(change.deploymentId());
            if (row != null && row.active()) {
                look(row.autoscaling(), change);
            }
        }
    }

    private void look(Autoscaling settings, TargetChange change) {
        if (change.desired() < settings.minReplica() || change.desired() > settings.maxReplica()) {
            findings.broken(this, change.reason().name(), change + " of " + settings);
        }
    }
}
