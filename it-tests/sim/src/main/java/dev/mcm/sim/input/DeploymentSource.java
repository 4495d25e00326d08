package dev.mcm.sim.input;

import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.scheduler.core.PlacementRules;
import dev.mcm.scheduler.core.Shape;
import dev.mcm.scheduler.core.ShapeOption;
import dev.mcm.scheduler.core.Tolerations;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.sim.plane.PlaneDesign;
import dev.mcm.state.deployment.Autoscaling;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Draws deployments of all shapes. What a replica is made of at first follows from the
/// deployment's id.
final class DeploymentSource {
    private static final List<ShapeOption> OPTIONS =
            List.of(
                    option("h100x4", 8_000, 4, "H100"),
                    option("h100x8", 8_000, 8, "H100"),
                    option("cpu", new Shape(2_000, 4_000, 0, 0, "")),
                    option("t4", 1_000, 1, "T4"),
                    option("t4x2", 2_000, 2, "T4"),
                    option("h100", 4_000, 1, "H100"));

    /// Longer than any plane takes to end a replica.
    private static final Duration GRACE = Duration.ofSeconds(35);

    private final RandomGenerator random;
    private final List<PlaneDesign> planes;

    DeploymentSource(RandomGenerator random, List<PlaneDesign> planes) {
        this.random = random;
        this.planes = planes;
    }

    private static ShapeOption option(String name, long cpu, int gpus, String gpu) {
        return option(name, new Shape(cpu, 8_000L * gpus, gpus, 1000, gpu));
    }

    /// Its revision comes with the version that it becomes part of.
    private static ShapeOption option(String name, Shape shape) {
        return new ShapeOption(
                new InstanceTypeName(name), shape, Tolerations.NONE, PodRevision.UNKNOWN);
    }

    Autoscaling autoscaling() {
        int min = random.nextInt(3);
        return new Autoscaling(
                min,
                Math.max(1, min + random.nextInt(6)),
                10 + random.nextInt(30),
                random.nextInt(60),
                1 + random.nextInt(4),
                70,
                50);
    }

    DeploymentSpec spec(DeploymentId id) {
        return new DeploymentSpec(options(id), 1, Tolerations.NONE, rules(), GRACE);
    }

    static List<ShapeOption> options(DeploymentId id) {
        int first = id.value().chars().sum() % OPTIONS.size();
        ShapeOption best = OPTIONS.get(first);
        ShapeOption second = OPTIONS.get((first + 2) % OPTIONS.size());
        return first % 2 == 1 ? List.of(best) : List.of(best, second);
    }

    PlacementRules rules() {
        Set<String> regions =
                random.nextInt(5) == 0 ? Set.of(random.nextBoolean() ? "eu" : "us") : Set.of();
        String plane = planes.get(random.nextInt(planes.size())).id().value();
        int kind = random.nextInt(8);
        return new PlacementRules(
                regions,
                Set.of(),
                random.nextInt(3) == 0 ? List.of("eu") : List.of(),
                List.of(),
                kind == 0 ? Set.of(plane) : Set.of(),
                kind == 1 ? Set.of(plane) : Set.of(),
                random.nextInt(4) == 0 ? 2 : 1,
                random.nextInt(4) == 0 ? 50 : 100);
    }
}
