package dev.mcm.sim.input;

import dev.mcm.scheduler.core.Shape;
import dev.mcm.scheduler.core.ShapeOption;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.sim.plane.PlaneDesign;
import dev.mcm.state.deployment.Rollout;
import dev.mcm.state.deployment.WhenFull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws what replicas give way for: other images and shapes, drains, and how they do it. From a
/// stream of its own, so that all that a seed drew without it stays.
final class HandOverSource {
    private static final int INPUTS = 24;
    private static final int MOST_GPUS = 8;

    private final RandomGenerator random;
    private final List<PlaneDesign> planes;
    private final List<DeploymentId> deployments;

    /// @param deployments that are created at some time
    HandOverSource(
            RandomGenerator random, List<PlaneDesign> planes, List<DeploymentId> deployments) {
        this.random = random;
        this.planes = planes;
        this.deployments = deployments;
    }

    /// @param last when the last other input comes
    List<Scenario.Timed> inputs(Duration last) {
        List<Scenario.Timed> inputs = new ArrayList<>();
        for (int i = 0; i < INPUTS; i++) {
            Duration at = Duration.ofMillis(5_000 + random.nextInt((int) last.toMillis()));
            int kind = random.nextInt(12);
            if (kind < 2) {
                drain(at, inputs);
            } else {
                inputs.add(new Scenario.Timed(at, change(kind)));
                // A second one during the first.
                if (kind % 4 == 2) {
                    Duration next = at.plusMillis(random.nextInt(20_000));
                    inputs.add(new Scenario.Timed(next, new Input.NewImage(deployment())));
                }
            }
        }
        return inputs;
    }

    private Input change(int kind) {
        DeploymentId id = deployment();
        return switch (kind) {
            case 2, 3, 4, 5, 6 -> new Input.NewImage(id);
            case 7, 8, 9 -> new Input.OtherShapes(id, shapes(id));
            default -> new Input.OtherRollout(id, rollout());
        };
    }

    private void drain(Duration at, List<Scenario.Timed> inputs) {
        PlaneId plane = planes.get(random.nextInt(planes.size())).id();
        Duration within = Duration.ofSeconds(20 + random.nextInt(180));
        inputs.add(new Scenario.Timed(at, new Input.PlaneDrained(plane, within)));
        if (random.nextInt(4) > 0) {
            Duration back = at.plusSeconds(random.nextInt(300));
            inputs.add(new Scenario.Timed(back, new Input.OrderTakenBack(plane)));
        }
    }

    private Rollout rollout() {
        return new Rollout(
                1 + random.nextInt(100),
                random.nextBoolean() ? 0 : random.nextInt(60),
                random.nextInt(3) == 0 ? WhenFull.WAIT : WhenFull.REPLACE,
                60 + random.nextInt(1_800));
    }

    /// As at first, on the other GPU, or twice as large.
    private List<ShapeOption> shapes(DeploymentId id) {
        List<ShapeOption> first = DeploymentSource.options(id);
        return switch (random.nextInt(3)) {
            case 0 -> first;
            case 1 -> first.stream().map(HandOverSource::onTheOtherGpu).toList();
            default -> first.stream().map(HandOverSource::larger).toList();
        };
    }

    private static ShapeOption onTheOtherGpu(ShapeOption option) {
        Shape shape = option.shape();
        String gpu =
                switch (shape.gpuType()) {
                    case "H100" -> "T4";
                    case "T4" -> "H100";
                    default -> shape.gpuType();
                };
        return with(
                option,
                new Shape(
                        shape.cpuMilli(),
                        shape.memoryMib(),
                        shape.gpuCount(),
                        shape.gpuMilli(),
                        gpu));
    }

    private static ShapeOption larger(ShapeOption option) {
        Shape shape = option.shape();
        return with(
                option,
                new Shape(
                        2 * shape.cpuMilli(),
                        2 * shape.memoryMib(),
                        Math.min(MOST_GPUS, 2 * shape.gpuCount()),
                        shape.gpuMilli(),
                        shape.gpuType()));
    }

    private static ShapeOption with(ShapeOption option, Shape shape) {
        return new ShapeOption(
                option.instanceType(), shape, option.tolerations(), option.revision());
    }

    private DeploymentId deployment() {
        return deployments.get(random.nextInt(deployments.size()));
    }
}
