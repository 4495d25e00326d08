package dev.mcm.sim.world;

import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.scheduler.core.PlacementRules;
import dev.mcm.scheduler.core.ShapeOption;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.sim.input.Input;
import dev.mcm.sim.input.Scenario;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.deployment.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// Runs a scenario from its first input to stillness.
public final class Simulation {
    /// From the last input to the end: longer than anything that time alone sets off.
    private static final Duration STILL = Duration.ofMinutes(13);

    private final World world;
    private final Watcher watcher;

    private Simulation(Scenario scenario, Watcher watcher, SchedulerSetup setup) {
        this.watcher = watcher;
        this.world = new World(scenario, watcher, setup);
    }

    /// @return events that ran
    public static long run(Scenario scenario, Watcher watcher) {
        return run(scenario, watcher, SchedulerSetup.DEFAULT);
    }

    /// @return events that ran
    public static long run(Scenario scenario, Watcher watcher, SchedulerSetup setup) {
        Simulation simulation = new Simulation(scenario, watcher, setup);
        Duration last = Duration.ZERO;
        for (Scenario.Timed timed : scenario.inputs()) {
            simulation.world.agenda().after(timed.at(), () -> simulation.apply(timed.input()));
            last = timed.at();
        }
        simulation.world.agenda().after(last, simulation::mendContact);
        simulation.world.agenda().time().advance(last.plus(STILL));
        watcher.atEnd(simulation.world);
        return simulation.world.agenda().events();
    }

    private void apply(Input input) {
        switch (input) {
            case Input.Create it -> create(it);
            case Input.Update it ->
                    change(
                            it.deployment(),
                            draft -> {
                                draft.priority = it.priority();
                                draft.autoscaling = it.autoscaling();
                                draft.spec = draft.with(draft.spec.options(), it.rules());
                            });
            case Input.Delete it -> change(it.deployment(), draft -> draft.active = false);
            case Input.NewImage it -> change(it.deployment(), draft -> draft.image++);
            case Input.OtherShapes it ->
                    change(
                            it.deployment(),
                            draft -> draft.spec = draft.with(it.options(), draft.spec.rules()));
            case Input.OtherRollout it ->
                    change(
                            it.deployment(),
                            draft -> {
                                draft.rollout = it.rollout();
                                draft.version--;
                            });
            case Input.Load it -> world.traffic().set(it.deployment(), it.level());
            case Input.ImageBroken it ->
                    world.links()
                            .values()
                            .forEach(
                                    link -> link.model().imageBroken(it.deployment(), it.broken()));
            case Input.MachineDown it ->
                    world.link(it.plane()).model().machineDown(it.machine(), it.down());
            case Input.MachineCordoned it ->
                    world.link(it.plane()).model().machineCordoned(it.machine(), it.cordoned());
            case Input.PlaneCordoned it -> world.link(it.plane()).row().cordoned = it.cordoned();
            case Input.PlaneDrained it ->
                    world.link(it.plane()).row().drain(it.within(), world.now());
            case Input.OrderTakenBack it -> world.link(it.plane()).row().order = null;
            case Input.PlaneSilent it -> world.link(it.plane()).silence();
            case Input.PlaneGone it -> world.link(it.plane()).cut(it.dead());
            case Input.PlaneBack it -> world.link(it.plane()).back();
            case Input.LsmDelay it -> world.link(it.plane()).setLsmDelay(it.delay());
            case Input.GsmRuns it -> world.setGsmRuns(it.runs());
            case Input.AutoscalerRestarts _ -> world.restartAutoscaler();
        }
        watcher.onInput(world, input);
        world.changed();
    }

    private void create(Input.Create it) {
        Draft draft = new Draft(1, it.priority(), it.autoscaling(), it.spec());
        world.rows().put(draft.row(it.deployment(), world.now(), world.now()));
    }

    /// A row with the next version.
    private void change(DeploymentId id, Consumer<Draft> change) {
        StoredRows.DeploymentRow before = world.rows().deployments.get(id);
        if (before != null && before.active()) {
            Draft draft =
                    new Draft(
                            before.version() + 1,
                            before.priority(),
                            before.autoscaling(),
                            before.spec());
            draft.image = before.image();
            draft.rollout = before.rollout();
            change.accept(draft);
            world.rows().put(draft.row(id, before.createdAt(), world.now()));
        }
    }

    /// What a user wants of a deployment.
    private static final class Draft {
        private long version;
        private int priority;
        private Autoscaling autoscaling;
        private DeploymentSpec spec;
        private Rollout rollout = Rollout.DEFAULT;
        private int image = 1;
        private boolean active = true;

        Draft(long version, int priority, Autoscaling autoscaling, DeploymentSpec spec) {
            this.version = version;
            this.priority = priority;
            this.autoscaling = autoscaling;
            this.spec = spec;
        }

        DeploymentSpec with(List<ShapeOption> options, PlacementRules rules) {
            return new DeploymentSpec(
                    options, spec.nodeCount(), spec.tolerations(), rules, spec.grace());
        }

        StoredRows.DeploymentRow row(DeploymentId id, Instant createdAt, Instant changedAt) {
            return new StoredRows.DeploymentRow(
                    id,
                    version,
                    priority,
                    createdAt,
                    changedAt.getEpochSecond(),
                    active,
                    autoscaling,
                    spec,
                    image,
                    rollout);
        }
    }

    private void mendContact() {
        world.setGsmRuns(true);
        world.links()
                .values()
                .forEach(link -> {
                    link.setLsmDelay(Duration.ofMillis(500));
                    link.back();
                });
    }
}
