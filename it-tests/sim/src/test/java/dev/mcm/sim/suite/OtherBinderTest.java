package dev.mcm.sim.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.scheduler.core.PlacementRules;
import dev.mcm.scheduler.core.Shape;
import dev.mcm.scheduler.core.ShapeOption;
import dev.mcm.scheduler.core.Tolerations;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.sim.input.Input;
import dev.mcm.sim.input.Scenario;
import dev.mcm.sim.invariant.Violation;
import dev.mcm.sim.plane.MachineSpec;
import dev.mcm.sim.plane.PlaneDesign;
import dev.mcm.sim.plane.PlaneDesign.BinderKind;
import dev.mcm.sim.plane.PodTimings;
import dev.mcm.state.deployment.Autoscaling;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Two replicas of half a machine and one of a whole machine, placed at once, or a second later, on
/// two machines.
class OtherBinderTest {
    private static final DeploymentId HALVES = new DeploymentId("d-0000000001");
    private static final DeploymentId WHOLE = new DeploymentId("d-0000000002");
    private static final PodTimings TIMINGS =
            new PodTimings(
                    Duration.ofSeconds(5),
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(40),
                    Duration.ofSeconds(60));

    private static Scenario scenario(long seed, BinderKind binder) {
        List<MachineSpec> machines =
                List.of(
                        new MachineSpec("n0", "H100", 8, 64_000, 512_000, 110),
                        new MachineSpec("n1", "H100", 8, 64_000, 512_000, 110));
        return new Scenario(
                seed,
                List.of(new PlaneDesign(new PlaneId("p1"), "aws", "eu", binder, TIMINGS, machines)),
                List.of(
                        create(Duration.ofSeconds(5), HALVES, 4, 2, 1),
                        create(Duration.ofSeconds(5 + seed % 2), WHOLE, 8, 1, 0)));
    }

    private static Scenario.Timed create(
            Duration at, DeploymentId id, int gpus, int replicas, int priority) {
        ShapeOption option =
                new ShapeOption(
                        new InstanceTypeName("h100"),
                        new Shape(8_000, 32_000, gpus, 1000, "H100"),
                        Tolerations.NONE,
                        PodRevision.UNKNOWN);
        DeploymentSpec spec =
                new DeploymentSpec(
                        List.of(option),
                        1,
                        Tolerations.NONE,
                        PlacementRules.ANYWHERE,
                        Duration.ofSeconds(35));
        Autoscaling scale = new Autoscaling(replicas, replicas, 10, 0, 1, 70, 50);
        return new Scenario.Timed(at, new Input.Create(id, priority, scale, spec));
    }

    static Stream<Scenario> scenarios(BinderKind binder) {
        return LongStream.rangeClosed(1, 10).mapToObj(seed -> scenario(seed, binder));
    }

    /// What is broken in any order in which the plane may queue the pods.
    private static Stream<String> broken(BinderKind binder) {
        return scenarios(binder)
                .map(SeedRun::of)
                .flatMap(run -> run.violations().stream())
                .map(Violation::kind)
                .distinct();
    }

    @Test
    void runWhereTheBinderPacks() {
        assertThat(broken(BinderKind.PACKING)).isEmpty();
    }

    @Test
    void runWhereItSpreads() {
        assertThat(broken(BinderKind.SPREADING)).isEmpty();
    }
}
