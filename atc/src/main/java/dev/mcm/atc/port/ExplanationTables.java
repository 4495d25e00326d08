package dev.mcm.atc.port;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.placement.PlacementSummary;
import dev.mcm.state.placement.PlaneVerdict;
import dev.mcm.state.push.Push;
import dev.mcm.state.scale.ScaleTarget;
import java.util.List;
import java.util.Optional;

/// What a deployment is explained from: the reasons stored with the decisions.
public interface ExplanationTables {
    DeploymentReads deployments();

    Optional<ScaleTarget> scale(DeploymentId id);

    Optional<PlacementSummary> placement(DeploymentId id);

    List<PlaneVerdict> verdicts(DeploymentId id);

    List<Push> pushes(DeploymentId id);
}
