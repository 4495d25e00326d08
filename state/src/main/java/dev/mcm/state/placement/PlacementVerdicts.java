package dev.mcm.state.placement;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Micros;
import java.time.Instant;
import java.util.List;

/// A row of `placement_verdicts`: the verdict on every plane behind a deployment's last decision,
/// in the order given.
public record PlacementVerdicts(
        DeploymentId deploymentId, List<PlaneVerdict> verdicts, Instant decidedAt) {
    public PlacementVerdicts {
        verdicts = List.copyOf(verdicts);
        decidedAt = Micros.of(decidedAt);
    }
}
