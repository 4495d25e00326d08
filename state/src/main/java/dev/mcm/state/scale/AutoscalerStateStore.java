package dev.mcm.state.scale;

import dev.mcm.state.Tx;
import java.util.List;

/// Table `autoscaler_states`.
public interface AutoscalerStateStore {
    /// All, in order of deployment.
    List<AutoscalerState> all(Tx tx);

    /// Inserts or replaces, at most one per deployment. Checkpoints of deployments that no longer
    /// exist are dropped.
    void save(Tx tx, List<AutoscalerState> states);
}
