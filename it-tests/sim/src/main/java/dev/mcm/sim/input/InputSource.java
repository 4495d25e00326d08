package dev.mcm.sim.input;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.sim.plane.MachineSpec;
import dev.mcm.sim.plane.PlaneDesign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws one input after the other. It remembers which deployments there are and what is broken, so
/// that most inputs do something and most trouble ends again.
final class InputSource {
    private static final int MOST_DEPLOYMENTS = 8;

    private final RandomGenerator random;
    private final List<PlaneDesign> planes;
    private final DeploymentSource deploymentSource;
    private final List<DeploymentId> deployments = new ArrayList<>();
    private final List<Input> mends = new ArrayList<>();
    private int created;

    InputSource(RandomGenerator random, List<PlaneDesign> planes) {
        this.random = random;
        this.planes = planes;
        this.deploymentSource = new DeploymentSource(random, planes);
    }

    Input next() {
        if (created < 6 || deployments.isEmpty()) {
            return create();
        }
        int kind = random.nextInt(100);
        if (kind < 10 && deployments.size() < MOST_DEPLOYMENTS) {
            return create();
        }
        if (kind < 40) {
            return new Input.Load(deployment(), random.nextInt(3) == 0 ? 0 : random.nextInt(20));
        }
        if (kind < 55) {
            return update();
        }
        if (kind < 59) {
            return new Input.Delete(deployments.remove(random.nextInt(deployments.size())));
        }
        boolean mend = !mends.isEmpty() && random.nextInt(5) < 2 + mends.size();
        return mend ? mends.remove(random.nextInt(mends.size())) : trouble();
    }

    private Input create() {
        DeploymentId id = new DeploymentId("d-%010d".formatted(created++));
        deployments.add(id);
        return new Input.Create(
                id, random.nextInt(3), deploymentSource.autoscaling(), deploymentSource.spec(id));
    }

    private Input update() {
        DeploymentId id = deployment();
        return new Input.Update(
                id, random.nextInt(3), deploymentSource.autoscaling(), deploymentSource.rules());
    }

    private Input trouble() {
        PlaneDesign plane = planes.get(random.nextInt(planes.size()));
        PlaneId id = plane.id();
        String machine = machine(plane);
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 ->
                    mendable(
                            new Input.MachineDown(id, machine, true),
                            new Input.MachineDown(id, machine, false));
            case 4, 5 ->
                    mendable(
                            new Input.MachineCordoned(id, machine, true),
                            new Input.MachineCordoned(id, machine, false));
            case 6 ->
                    mendable(new Input.PlaneCordoned(id, true), new Input.PlaneCordoned(id, false));
            case 7, 8 -> mendable(new Input.PlaneSilent(id), new Input.PlaneBack(id));
            case 9, 10, 11 ->
                    mendable(
                            new Input.PlaneGone(id, random.nextBoolean()), new Input.PlaneBack(id));
            case 12 -> {
                DeploymentId deployment = deployment();
                yield mendable(
                        new Input.ImageBroken(deployment, true),
                        new Input.ImageBroken(deployment, false));
            }
            case 13 ->
                    mendable(
                            new Input.LsmDelay(id, Duration.ofSeconds(2 + random.nextInt(25))),
                            new Input.LsmDelay(id, Duration.ofMillis(500)));
            case 14 -> mendable(new Input.GsmRuns(false), new Input.GsmRuns(true));
            default -> new Input.AutoscalerRestarts();
        };
    }

    private Input mendable(Input trouble, Input mend) {
        mends.add(mend);
        return trouble;
    }

    private DeploymentId deployment() {
        return deployments.get(random.nextInt(deployments.size()));
    }

    private String machine(PlaneDesign plane) {
        List<MachineSpec> machines = plane.machines();
        return machines.get(random.nextInt(machines.size())).name();
    }
}
