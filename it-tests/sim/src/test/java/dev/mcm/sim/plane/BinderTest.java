package dev.mcm.sim.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.scheduler.core.Shape;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.testkit.plane.HeadlessPlane;
import dev.mcm.testkit.plane.PlaneBinder;
import dev.mcm.testkit.plane.PlaneOptions;
import dev.mcm.testkit.plane.PodView;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.plane.registry.WriteRequest;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The model of a plane and the whole simulated plane bind the same pods to the same machines.
class BinderTest {
    private static final int SLOTS = 110;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void packsAsTheSimulatedPlaneDoes(long seed) {
        bindsAlike(seed, new Packing(), PlaneBinder.PACKING);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void spreadsAsTheSimulatedPlaneDoes(long seed) {
        bindsAlike(seed, new Spreading(), PlaneBinder.SPREADING);
    }

    private static void bindsAlike(long seed, Binder binder, PlaneBinder simulated) {
        RandomGenerator random = RandomSource.seeded(seed);
        List<MachineSpec> specs = machines(random);
        ManualTime time = new ManualTime();
        HeadlessPlane plane =
                HeadlessPlane.on(
                        time,
                        PlaneOptions.of("p1")
                                .withBinder(simulated)
                                .withNodes(specs.stream().map(BinderTest::node).toList()));
        List<Machine> machines = specs.stream().map(Machine::new).toList();
        for (int pod = 0; pod < 30; pod++) {
            Shape shape = shape(random);
            create(plane, "pod-%02d".formatted(pod), shape);
            time.advance(Duration.ofSeconds(1));
            Machine chosen = binder.choose(shape, machines);
            if (chosen != null) {
                chosen.take(shape, 1);
            }
            assertThat(nodeOf(plane, "pod-%02d".formatted(pod)))
                    .as("pod %d, %s", pod, shape)
                    .isEqualTo(chosen == null ? "" : chosen.spec().name());
        }
    }

    private static List<MachineSpec> machines(RandomGenerator random) {
        List<MachineSpec> machines = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(4); i++) {
            int gpus = 1 << random.nextInt(4);
            String type = random.nextBoolean() ? "H100" : "T4";
            machines.add(new MachineSpec("n" + i, type, gpus, 4_000L * gpus, 32_768, SLOTS));
        }
        return machines;
    }

    private static SimulatedNode node(MachineSpec spec) {
        return SimulatedNode.of(
                spec.name(), spec.cpuMilli(), spec.memoryMib(), spec.gpus(), spec.gpuType());
    }

    private static Shape shape(RandomGenerator random) {
        return new Shape(
                500L + 500 * random.nextInt(4),
                1_024L * (1 + random.nextInt(4)),
                1 << random.nextInt(3),
                1000,
                random.nextBoolean() ? "H100" : "T4");
    }

    private static void create(HeadlessPlane plane, String name, Shape shape) {
        String pod =
                """
                {"metadata": {"name": "%s"},
                 "spec": {"nodeSelector": {"%s": "%s"},
                          "containers": [{"name": "model", "image": "m:1", "resources":
                             {"limits": {"cpu": "%dm", "memory": "%dMi", "%s": "%d"}}}]}}
                """
                        .formatted(
                                name,
                                PlaneNames.LABEL_GPU_TYPE,
                                shape.gpuType(),
                                shape.cpuMilli(),
                                shape.memoryMib(),
                                PlaneNames.RESOURCE_GPU,
                                shape.gpuCount());
        plane.registry()
                .create(
                        WriteRequest.internal(ResourceTypes.POD, new ObjectKey("default", "")),
                        (ObjectNode) Trees.parse(pod));
    }

    private static String nodeOf(HeadlessPlane plane, String name) {
        return plane.pods().stream()
                .filter(pod -> pod.name().equals(name))
                .map(PodView::node)
                .findFirst()
                .orElseThrow();
    }
}
