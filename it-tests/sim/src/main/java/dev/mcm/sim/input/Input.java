package dev.mcm.sim.input;

import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.scheduler.core.PlacementRules;
import dev.mcm.scheduler.core.ShapeOption;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.deployment.Rollout;
import java.time.Duration;
import java.util.List;

/// What users, operators, traffic and bad luck do to the world. One that names what is not there
/// does nothing, so that any of them can be left out of a scenario.
public sealed interface Input {
    record Create(
            DeploymentId deployment, int priority, Autoscaling autoscaling, DeploymentSpec spec)
            implements Input {}

    /// Everything but what its replicas are made of and how they give way to others.
    record Update(
            DeploymentId deployment, int priority, Autoscaling autoscaling, PlacementRules rules)
            implements Input {}

    record Delete(DeploymentId deployment) implements Input {}

    /// Another image: replicas of another revision, of the same shapes.
    record NewImage(DeploymentId deployment) implements Input {}

    /// Replicas of other shapes: of another GPU, larger or smaller.
    record OtherShapes(DeploymentId deployment, List<ShapeOption> options) implements Input {
        public OtherShapes {
            options = List.copyOf(options);
        }
    }

    /// How replicas give way to others from now on.
    record OtherRollout(DeploymentId deployment, Rollout rollout) implements Input {}

    /// @param level requests in flight at any moment from now on
    record Load(DeploymentId deployment, int level) implements Input {}

    record ImageBroken(DeploymentId deployment, boolean broken) implements Input {}

    record MachineDown(PlaneId plane, String machine, boolean down) implements Input {}

    record MachineCordoned(PlaneId plane, String machine, boolean cordoned) implements Input {}

    record PlaneCordoned(PlaneId plane, boolean cordoned) implements Input {}

    /// An operator wants everything gone from there.
    record PlaneDrained(PlaneId plane, Duration within) implements Input {}

    /// What was declared of it is taken back.
    record OrderTakenBack(PlaneId plane) implements Input {}

    /// Its LSM is not heard; users still reach it.
    record PlaneSilent(PlaneId plane) implements Input {}

    /// Neither MCM nor users reach it.
    ///
    /// @param dead its machines are down too, not only its connections
    record PlaneGone(PlaneId plane, boolean dead) implements Input {}

    record PlaneBack(PlaneId plane) implements Input {}

    /// @param delay from a change on the plane until GSM and the Autoscaler hear of it
    record LsmDelay(PlaneId plane, Duration delay) implements Input {}

    record GsmRuns(boolean runs) implements Input {}

    /// A new leader, with what the one before has stored.
    record AutoscalerRestarts() implements Input {}
}
