package dev.mcm.state.view;

import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.Milestones;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A deployment beside what was decided about it and what is seen of it.
///
/// @param desired what the Autoscaler wants; null = it has not decided yet
/// @param outcome of the Scheduler's last decision; null = there was none
/// @param cells where it is placed or has pods, in order of plane and instance type
public record DeploymentView(
        Deployment row,
        @Nullable Integer desired,
        @Nullable Outcome outcome,
        Milestones milestones,
        List<CellView> cells) {
    public DeploymentView {
        cells = List.copyOf(cells);
    }

    /// What became of the desired scale.
    ///
    /// @param pending replicas wanted and not placed
    /// @param misplaced replicas that stay where a rule no longer allows them
    /// @param reason the Scheduler's code
    public record Outcome(int pending, int misplaced, String reason) {}

    DeploymentView with(List<CellView> found) {
        return new DeploymentView(row, desired, outcome, milestones, found);
    }
}
