package dev.mcm.scheduler.core;

import dev.mcm.state.plane.PlaneStateRow;
import java.util.List;

/// The rows that differ from what is stored, and nothing else: an empty plan means that all is as
/// it should be.
///
/// @param ended rows of zero replicas that are to go
public record SchedulerPlan(
        List<PlaneStateRow> planeStates,
        List<CellChange> placements,
        List<EndedCell> ended,
        List<DeploymentSummary> summaries,
        List<DeploymentVerdicts> verdicts) {
    public SchedulerPlan {
        planeStates = List.copyOf(planeStates);
        placements = List.copyOf(placements);
        ended = List.copyOf(ended);
        summaries = List.copyOf(summaries);
        verdicts = List.copyOf(verdicts);
    }

    public boolean isEmpty() {
        return planeStates.isEmpty()
                && placements.isEmpty()
                && ended.isEmpty()
                && summaries.isEmpty()
                && verdicts.isEmpty();
    }
}
