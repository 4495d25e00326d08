package dev.mcm.sim.world;

import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.sim.input.Input;
import dev.mcm.sim.input.Scenario;
import dev.mcm.state.deployment.Autoscaling;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Runs a scenario from its first input to stillness.
public final class Simulation {
    /// From the last input to the end: longer than anything that time alone sets off.
    private static final Duration STILL = Duration.ofMinutes(8);

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
            case Input.Create it ->
                    put(
                            it.deployment(),
                            new Intent(it.priority(), it.autoscaling(), it.spec(), true));
            case Input.Update it ->
                    active(it.deployment())
                            .ifPresent(_ ->
                                    put(
                                            it.deployment(),
                                            new Intent(
                                                    it.priority(),
                                                    it.autoscaling(),
                                                    it.spec(),
                                                    true)));
            case Input.Delete it ->
                    active(it.deployment())
                            .ifPresent(row ->
                                    put(
                                            it.deployment(),
                                            new Intent(
                                                    row.priority(),
                                                    row.autoscaling(),
                                                    row.spec(),
                                                    false)));
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

    private record Intent(
            int priority, Autoscaling autoscaling, DeploymentSpec spec, boolean active) {}

    /// A row with the next version.
    private void put(DeploymentId id, Intent intent) {
        StoredRows.DeploymentRow before = world.rows().deployments.get(id);
        Instant now = world.now();
        world.rows()
                .deployments
                .put(
                        id,
                        new StoredRows.DeploymentRow(
                                id,
                                before == null ? 1 : before.version() + 1,
                                intent.priority,
                                before == null ? now : before.createdAt(),
                                now.getEpochSecond(),
                                intent.active,
                                intent.autoscaling,
                                intent.spec));
    }

    private Optional<StoredRows.DeploymentRow> active(DeploymentId id) {
        return Optional.ofNullable(world.rows().deployments.get(id))
                .filter(StoredRows.DeploymentRow::active);
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
