package dev.mcm.sim.input;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.sim.plane.MachineSpec;
import dev.mcm.sim.plane.PlaneDesign;
import dev.mcm.sim.plane.PodTimings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Draws scenarios: a few small planes, where room is scarce, and trouble every few seconds.
public final class ScenarioSource {
    private static final int INPUTS = 100;
    private static final List<String> GPUS = List.of("H100", "T4");
    private static final List<Integer> SIZES = List.of(1, 4, 8, 8);

    private final RandomGenerator random;

    private ScenarioSource(RandomGenerator random) {
        this.random = random;
    }

    public static Scenario of(long seed) {
        ScenarioSource source = new ScenarioSource(RandomSource.seeded(seed));
        List<PlaneDesign> planes = source.planes();
        List<Scenario.Timed> inputs = source.inputs(planes);
        HandOverSource handOvers =
                new HandOverSource(RandomSource.seeded(~seed), planes, created(inputs));
        return new Scenario(
                seed,
                planes,
                Stream.concat(inputs.stream(), handOvers.inputs(inputs.getLast().at()).stream())
                        .sorted(Comparator.comparing(Scenario.Timed::at))
                        .toList());
    }

    private static List<DeploymentId> created(List<Scenario.Timed> inputs) {
        return inputs.stream()
                .map(Scenario.Timed::input)
                .filter(Input.Create.class::isInstance)
                .map(input -> ((Input.Create) input).deployment())
                .toList();
    }

    private List<PlaneDesign> planes() {
        List<PlaneDesign> planes = new ArrayList<>();
        int count = 2 + random.nextInt(3);
        for (int i = 1; i <= count; i++) {
            planes.add(
                    new PlaneDesign(
                            new PlaneId("p" + i),
                            random.nextBoolean() ? "aws" : "gcp",
                            random.nextBoolean() ? "eu" : "us",
                            random.nextBoolean()
                                    ? PlaneDesign.BinderKind.SPREADING
                                    : PlaneDesign.BinderKind.PACKING,
                            timings(),
                            machines()));
        }
        return planes;
    }

    private PodTimings timings() {
        return new PodTimings(
                Duration.ofSeconds(2 + random.nextInt(30)),
                Duration.ofSeconds(random.nextInt(30)),
                Duration.ofSeconds(1 + random.nextInt(5)),
                Duration.ofSeconds(40),
                Duration.ofSeconds(20 + random.nextInt(40)));
    }

    private List<MachineSpec> machines() {
        List<MachineSpec> machines = new ArrayList<>();
        for (int pool = 1 + random.nextInt(2); pool > 0; pool--) {
            String gpu = GPUS.get(random.nextInt(GPUS.size()));
            int gpus = SIZES.get(random.nextInt(SIZES.size()));
            int slots = random.nextInt(4) == 0 ? 4 : 110;
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                machines.add(
                        new MachineSpec(
                                "n" + machines.size(), gpu, gpus, 8_000L * gpus, 64_000, slots));
            }
        }
        if (random.nextBoolean()) {
            machines.add(new MachineSpec("n" + machines.size(), "", 0, 32_000, 128_000, 110));
        }
        return machines;
    }

    /// Much of the trouble is in what happens at once, and in what has just come to rest.
    private int gap() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> 0;
            case 2, 3 -> random.nextInt(40_000);
            default -> random.nextInt(6_000);
        };
    }

    private List<Scenario.Timed> inputs(List<PlaneDesign> planes) {
        InputSource source = new InputSource(random, planes);
        List<Scenario.Timed> inputs = new ArrayList<>();
        Duration at = Duration.ofSeconds(5);
        int atOnce = random.nextInt(12);
        for (int i = 0; i < INPUTS; i++) {
            inputs.add(new Scenario.Timed(at, source.next()));
            at = i < atOnce ? at : at.plusMillis(gap());
        }
        return inputs;
    }
}
