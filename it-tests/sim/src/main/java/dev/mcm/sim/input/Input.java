package dev.mcm.sim.input;

import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.deployment.Autoscaling;
import java.time.Duration;

/// What users, operators, traffic and bad luck do to the world. One that names what is not there
/// does nothing, so that any of them can be left out of a scenario.
public sealed interface Input {
    record Create(
            DeploymentId deployment, int priority, Autoscaling autoscaling, DeploymentSpec spec)
            implements Input {}

    record Update(
            DeploymentId deployment, int priority, Autoscaling autoscaling, DeploymentSpec spec)
            implements Input {}

    record Delete(DeploymentId deployment) implements Input {}

    /// @param level requests in flight at any moment from now on
    record Load(DeploymentId deployment, int level) implements Input {}

    record ImageBroken(DeploymentId deployment, boolean broken) implements Input {}

    record MachineDown(PlaneId plane, String machine, boolean down) implements Input {}

    record MachineCordoned(PlaneId plane, String machine, boolean cordoned) implements Input {}

    record PlaneCordoned(PlaneId plane, boolean cordoned) implements Input {}

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
