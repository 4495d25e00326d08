package dev.mcm.sim.input;

import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.state.deployment.Autoscaling;
import java.time.Duration;

/// What users, operators, traffic and bad luck do to the world. One that names what is not there
/// does nothing, so that any of them can be left out of a scenario.
public sealed interface Input {
    record Create(String deployment, int priority, Autoscaling autoscaling, DeploymentSpec spec)
            implements Input {}

    record Update(String deployment, int priority, Autoscaling autoscaling, DeploymentSpec spec)
            implements Input {}

    record Delete(String deployment) implements Input {}

    /// @param level requests in flight at any moment from now on
    record Load(String deployment, int level) implements Input {}

    record ImageBroken(String deployment, boolean broken) implements Input {}

    record MachineDown(String plane, String machine, boolean down) implements Input {}

    record MachineCordoned(String plane, String machine, boolean cordoned) implements Input {}

    record PlaneCordoned(String plane, boolean cordoned) implements Input {}

    /// Its LSM is not heard; users still reach it.
    record PlaneSilent(String plane) implements Input {}

    /// Neither MCM nor users reach it.
    ///
    /// @param dead its machines are down too, not only its connections
    record PlaneGone(String plane, boolean dead) implements Input {}

    record PlaneBack(String plane) implements Input {}

    /// @param delay from a change on the plane until GSM and the Autoscaler hear of it
    record LsmDelay(String plane, Duration delay) implements Input {}

    record GsmRuns(boolean runs) implements Input {}

    /// A new leader, with what the one before has stored.
    record AutoscalerRestarts() implements Input {}
}
