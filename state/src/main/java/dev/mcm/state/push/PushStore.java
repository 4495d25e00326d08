package dev.mcm.state.push;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import java.util.List;

/// Table `pushes`. Lists are in order of key.
public interface PushStore {
    List<Push> all(Tx tx);

    List<Push> ofDeployment(Tx tx, DeploymentId deployment);

    List<Push> toPlane(Tx tx, PlaneId plane);

    /// Inserts or replaces, at most one per key. A row never goes back: it stays as it is when it
    /// wants, or has applied, a higher version. Pushes of deployments that no longer exist are
    /// dropped.
    ///
    /// @return number of rows written
    int write(Tx tx, List<Push> rows);

    /// @return number of rows removed
    int delete(Tx tx, List<PushKey> keys);
}
