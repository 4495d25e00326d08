package dev.mcm.state.scale;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Tx;
import java.util.List;
import java.util.Optional;

/// Table `scale_targets`.
public interface ScaleTargetStore {
    Optional<ScaleTarget> find(Tx tx, DeploymentId deployment);

    /// All, in order of deployment.
    List<ScaleTarget> all(Tx tx);

    /// Inserts or replaces, at most one decision per deployment. Decisions about deployments that
    /// no longer exist are dropped.
    ///
    /// @return the rows written, in order of deployment
    List<ScaleTarget> write(Tx tx, List<ScaleDecision> decisions);
}
