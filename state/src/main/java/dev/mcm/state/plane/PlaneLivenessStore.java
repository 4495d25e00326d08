package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import java.util.List;

/// Table `plane_liveness`. A row changes on a change of state only.
public interface PlaneLivenessStore {
    /// All, in order of plane.
    List<PlaneLiveness> all(Tx tx);

    /// Inserts or replaces, at most one per plane.
    void write(Tx tx, List<PlaneLiveness> rows);

    /// @return whether there was one
    boolean delete(Tx tx, PlaneId plane);
}
