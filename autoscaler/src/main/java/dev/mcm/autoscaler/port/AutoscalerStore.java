package dev.mcm.autoscaler.port;

import dev.mcm.autoscaler.core.AutoscalerSnapshot;
import dev.mcm.autoscaler.core.Checkpoint;
import dev.mcm.autoscaler.core.TargetChange;
import dev.mcm.shared.id.DeploymentId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Where the Autoscaler reads what it decides from and writes what it has decided.
public interface AutoscalerStore {
    /// Everything as of one moment.
    AutoscalerSnapshot read();

    /// What earlier leaders have saved, by deployment. A checkpoint that cannot be read is left
    /// out.
    Map<DeploymentId, Checkpoint> checkpoints();

    /// Writes all or nothing. Rows of deployments that no longer exist are left out.
    ///
    /// @throws dev.mcm.shared.error.McmException NOT_LEADER when this instance no longer leads
    void write(
            List<TargetChange> changes,
            Map<DeploymentId, Checkpoint> checkpoints,
            Instant decidedAt);
}
