package dev.mcm.state.plane;

import dev.mcm.state.Tx;
import java.util.List;

/// Table `refused_reports`.
public interface RefusedReportStore {
    /// All, in order of plane.
    List<RefusedReport> all(Tx tx);

    /// Makes these, at most one per plane, all there are. A plane that is refused for the same
    /// cluster as before keeps its `since`.
    void replaceAll(Tx tx, List<RefusedReport> rows);
}
