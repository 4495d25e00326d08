package dev.mcm.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import dev.mcm.state.placement.PlacementKey;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import dev.mcm.testkit.seed.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random worlds that live through random events; every decision is checked. A failing seed is in
/// the test's name.
class SchedulingPropertyTest {
    private static final List<String> GPUS = List.of("H100", "A10", "T4");
    private static final List<String> REGIONS = List.of("r1", "r2", "r3");
    private static final int STEPS = 12;

    static LongStream seeds() {
        return Seeds.stream(150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyDecisionKeepsTheRules(long seed) {
        Random random = new Random(seed);
        Scene scene = world(random);
        SchedulerMemory memory = new SchedulerMemory();
        for (int step = 0; step < STEPS; step++) {
            Map<PlacementKey, Integer> before = placed(scene);
            SchedulerPlan plan = scene.decide();
            samePlanForAnyOrder(scene, plan, random);
            samePlanWith(memory, scene, plan);
            scene.settle();
            neverMoreThanDesired(scene);
            nothingNewWhereItMustNotGo(scene, before);
            newReplicasFitTogether(scene, before);
            unknownPlanesKeepWhatIsWanted(scene, before);
            readyReplicasStay(scene, before);
            assertThat(scene.decide())
                    .as("second decision, step %d", step)
                    .isEqualTo(
                            new SchedulerPlan(
                                    List.of(), List.of(), List.of(), List.of(), List.of()));
            disturb(scene, random);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void moreCapacityNeverPlacesLessOfASingleDeployment(long seed) {
        Random random = new Random(seed);
        int nodes = random.nextInt(4);
        int fewer = placedWith(nodes, seed);
        assertThat(placedWith(nodes + 1 + random.nextInt(3), seed)).isGreaterThanOrEqualTo(fewer);
    }

    private static int placedWith(int nodes, long seed) {
        Random random = new Random(seed);
        Scene scene = new Scene();
        scene.plane(
                "p0",
                nodes == 0
                        ? new NodeClass[0]
                        : new NodeClass[] {SceneParts.gpuNodes(nodes, "H100", 4)});
        scene.plane("p1", SceneParts.gpuNodes(1, "H100", 1 + random.nextInt(8)));
        scene.deploy("d", 1 + random.nextInt(20), spec(random, List.of("H100")));
        scene.settle();
        return scene.placed("d");
    }

    private static Scene world(Random random) {
        Scene scene = new Scene();
        int planes = 1 + random.nextInt(5);
        for (int i = 0; i < planes; i++) {
            scene.plane(
                    "p" + i,
                    random.nextBoolean() ? "aws" : "gcp",
                    pick(REGIONS, random),
                    capacity(random));
        }
        int deployments = 1 + random.nextInt(8);
        for (int i = 0; i < deployments; i++) {
            scene.deploy("d" + i, random.nextInt(3), random.nextInt(6), spec(random, GPUS));
        }
        return scene;
    }

    private static NodeClass[] capacity(Random random) {
        List<NodeClass> classes = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            List<Integer> free = new ArrayList<>();
            for (int gpu = 1 + random.nextInt(4); gpu > 0; gpu--) {
                free.add(random.nextBoolean() ? 1000 : 100 * random.nextInt(11));
            }
            List<String> taints = random.nextInt(4) == 0 ? List.of("k=v:NoSchedule") : List.of();
            FreeNode node =
                    new FreeNode(
                            pick(GPUS, random),
                            free,
                            1000L * random.nextInt(9),
                            1000L * random.nextInt(9),
                            random.nextBoolean() ? FreeNode.UNLIMITED : random.nextInt(6),
                            taints);
            classes.add(new NodeClass(node, 1 + random.nextInt(3)));
        }
        return classes.toArray(NodeClass[]::new);
    }

    private static DeploymentSpec spec(Random random, List<String> gpus) {
        List<ShapeOption> options = new ArrayList<>();
        for (String gpu : gpus.subList(0, 1 + random.nextInt(gpus.size()))) {
            int kind = random.nextInt(3);
            Shape shape =
                    switch (kind) {
                        case 0 -> new Shape(500, 500, 1, 100 + 100 * random.nextInt(9), gpu);
                        case 1 -> new Shape(1000, 1000, 1 + random.nextInt(3), 1000, gpu);
                        default -> new Shape(1000, 500, 0, 0, "");
                    };
            options.add(SceneParts.option(new InstanceTypeName("t" + options.size()), shape));
        }
        Set<String> regions = random.nextInt(3) == 0 ? Set.of(pick(REGIONS, random)) : Set.of();
        PlacementRules rules =
                new PlacementRules(
                        regions,
                        Set.of(),
                        List.of(pick(REGIONS, random)),
                        List.of(),
                        Set.of(),
                        Set.of(),
                        1 + random.nextInt(3),
                        40 + random.nextInt(61));
        Tolerations tolerations =
                random.nextBoolean() ? Tolerations.NONE : new Tolerations(Set.of("k:NoSchedule"));
        return new DeploymentSpec(
                options,
                random.nextInt(5) == 0 ? 2 : 1,
                tolerations,
                rules,
                Duration.ofSeconds(35));
    }

    private static void disturb(Scene scene, Random random) {
        scene.now = scene.now.plusSeconds(random.nextInt(40));
        String plane = pick(List.copyOf(scene.planes.keySet()), random);
        String deployment = pick(List.copyOf(scene.deployments.keySet()), random);
        PlaneLiveness silent = SceneParts.silent(scene.now);
        switch (random.nextInt(12)) {
            case 0, 1 -> scene.desire(deployment, random.nextInt(9));
            case 2 ->
                    scene.contact(
                            plane,
                            silent,
                            random.nextBoolean()
                                    ? SceneParts.unreached(scene.now)
                                    : SceneParts.reached());
            case 3 -> scene.contact(plane, SceneParts.heard(), SceneParts.reached());
            case 4 -> scene.cordon(plane, random.nextBoolean());
            case 5 -> scene.capacity(plane, capacity(random));
            case 6 -> scene.update(deployment, spec(random, GPUS));
            case 7 -> scene.bindAll();
            case 8, 9, 10 -> observe(scene, deployment, random);
            default -> scene.stop(deployment);
        }
    }

    private static void samePlanForAnyOrder(Scene scene, SchedulerPlan plan, Random random) {
        List<PlaneFacts> planes = new ArrayList<>(scene.planes.values());
        List<DeploymentFacts> deployments = new ArrayList<>(scene.deployments.values());
        Collections.shuffle(planes, random);
        Collections.shuffle(deployments, random);
        assertThat(
                        Scheduling.decide(
                                new SchedulerSnapshot(planes, deployments),
                                scene.policy,
                                scene.now))
                .isEqualTo(plan);
    }

    private static void samePlanWith(SchedulerMemory memory, Scene scene, SchedulerPlan plan) {
        assertThat(Scheduling.decide(scene.snapshot(), scene.policy, scene.now, memory))
                .as("with a memory")
                .isEqualTo(plan);
    }

    /// What is sought elsewhere stays beside what stands in for it, so twice as many at most.
    private static void neverMoreThanDesired(Scene scene) {
        for (DeploymentFacts facts : scene.deployments.values()) {
            Integer desired = facts.desired();
            int onLivePlanes =
                    facts.placements().stream()
                            .filter(row -> state(scene, row) == PlaneState.LIVE)
                            .mapToInt(PlacedCell::replicas)
                            .sum();
            assertThat(onLivePlanes)
                    .isLessThanOrEqualTo(
                            facts.active() && desired != null
                                    ? 2 * desired + facts.rollout().maxSurge(desired)
                                    : 0);
        }
    }

    private static Map<PlacementKey, Integer> placed(Scene scene) {
        Map<PlacementKey, Integer> placed = new HashMap<>();
        for (DeploymentFacts facts : scene.deployments.values()) {
            for (PlacedCell row : facts.placements()) {
                placed.put(key(facts, row), row.replicas());
            }
        }
        return placed;
    }

    private static PlacementKey key(DeploymentFacts facts, PlacedCell row) {
        return new PlacementKey(facts.id(), row.planeId(), row.instanceType(), row.revision());
    }

    private static int grown(
            Map<PlacementKey, Integer> before, DeploymentFacts facts, PlacedCell row) {
        return row.replicas() - before.getOrDefault(key(facts, row), 0);
    }

    private static void nothingNewWhereItMustNotGo(Scene scene, Map<PlacementKey, Integer> before) {
        for (DeploymentFacts facts : scene.deployments.values()) {
            for (PlacedCell row : facts.placements()) {
                if (grown(before, facts, row) > 0) {
                    PlaneFacts plane = scene.planeFacts(row.planeId().value());
                    PlaneStateRow said = java.util.Objects.requireNonNull(plane.previous());
                    assertThat(said.state()).isEqualTo(PlaneState.LIVE);
                    assertThat(plane.cordoned()).isFalse();
                    Set<String> regions = facts.spec().rules().requiredRegions();
                    assertThat(regions.isEmpty() || regions.contains(plane.region())).isTrue();
                }
            }
        }
    }

    /// Grown replicas of each plane, in sum of each resource, are within what it has free.
    private static void newReplicasFitTogether(Scene scene, Map<PlacementKey, Integer> before) {
        for (PlaneFacts plane : scene.planes.values()) {
            Map<String, Long> used = new HashMap<>();
            for (DeploymentFacts facts : scene.deployments.values()) {
                for (PlacedCell row : facts.placements()) {
                    int grown = Math.min(grown(before, facts, row), row.replicas() - shown(row));
                    if (row.planeId().equals(plane.id()) && grown > 0) {
                        Shape shape = facts.spec().option(row.instanceType()).orElseThrow().shape();
                        long pods = (long) grown * facts.spec().nodeCount();
                        add(used, shape, pods);
                    } else if (row.planeId().equals(plane.id()) && row.spec() != null) {
                        row.spec()
                                .option(row.instanceType())
                                .ifPresent(option ->
                                        add(
                                                used,
                                                option.shape(),
                                                (long) grown * row.spec().nodeCount()));
                    }
                }
            }
            for (String resource : used.keySet()) {
                assertThat(used.get(resource))
                        .as(resource)
                        .isLessThanOrEqualTo(free(plane, resource));
            }
        }
    }

    /// Of pods that come; fewer than none = of those that go, whose room others may take.
    private static void add(Map<String, Long> used, Shape shape, long pods) {
        used.merge("pods", pods, Long::sum);
        used.merge("cpu", pods * shape.cpuMilli(), Long::sum);
        used.merge("memory", pods * shape.memoryMib(), Long::sum);
        used.merge(shape.gpuType(), pods * shape.gpuCount() * shape.gpuMilli(), Long::sum);
    }

    private static long free(PlaneFacts plane, String resource) {
        return plane.capacity().stream()
                .mapToLong(c ->
                        c.nodes()
                                * switch (resource) {
                                    case "pods" -> (long) c.node().freePodSlots();
                                    case "cpu" -> c.node().freeCpuMilli();
                                    case "memory" -> c.node().freeMemoryMib();
                                    case "" -> Long.MAX_VALUE / 1000;
                                    default ->
                                            c.node().gpuType().equals(resource)
                                                    ? (long) c.node().freeGpuTotal()
                                                    : 0L;
                                })
                .sum();
    }

    private static void unknownPlanesKeepWhatIsWanted(
            Scene scene, Map<PlacementKey, Integer> before) {
        for (DeploymentFacts facts : scene.deployments.values()) {
            int had = 0;
            int has = 0;
            for (PlacedCell row : facts.placements()) {
                if (state(scene, row) == PlaneState.UNKNOWN) {
                    assertThat(grown(before, facts, row)).isNotPositive();
                    had += before.getOrDefault(key(facts, row), 0);
                    has += row.replicas();
                }
            }
            assertThat(has).as("unknown").isGreaterThanOrEqualTo(Math.min(had, wanted(facts, had)));
        }
    }

    private static int wanted(DeploymentFacts facts, int undecided) {
        Integer desired = facts.desired();
        if (!facts.active()) {
            return 0;
        }
        return desired == null ? undecided : desired;
    }

    private static PlaneState state(Scene scene, PlacedCell row) {
        return java.util.Objects.requireNonNull(scene.planeFacts(row.planeId().value()).previous())
                .state();
    }

    /// Those that the plane still shows have their room.
    private static int shown(PlacedCell row) {
        return row.observed().values().stream()
                .flatMap(List::stream)
                .filter(group -> group.state() != ReplicaState.TERMINATING)
                .mapToInt(ReplicaGroup::count)
                .sum();
    }

    private static int ready(PlacedCell row) {
        return row.observed().values().stream()
                .flatMap(List::stream)
                .filter(group -> group.state() == ReplicaState.READY)
                .mapToInt(ReplicaGroup::count)
                .sum();
    }

    /// Ready replicas on live planes are taken only as far as others are, or fewer are wanted.
    private static void readyReplicasStay(Scene scene, Map<PlacementKey, Integer> before) {
        for (DeploymentFacts facts : scene.deployments.values()) {
            int had = 0;
            int has = 0;
            for (PlacedCell row : facts.placements()) {
                if (state(scene, row) == PlaneState.LIVE) {
                    had += Math.min(ready(row), before.getOrDefault(key(facts, row), 0));
                    has += Math.min(ready(row), row.replicas());
                }
            }
            int mayGo = grows(before, facts) ? 1 : 0;
            assertThat(has)
                    .as("ready")
                    .isGreaterThanOrEqualTo(Math.min(had, wanted(facts, had)) - mayGo);
        }
    }

    /// One may go where another comes in its room.
    private static boolean grows(Map<PlacementKey, Integer> before, DeploymentFacts facts) {
        return facts.placements().stream().anyMatch(row -> grown(before, facts, row) > 0);
    }

    private static void observe(Scene scene, String deployment, Random random) {
        for (PlacedCell row : scene.deployment(deployment).placements()) {
            List<ReplicaGroup> groups = new ArrayList<>();
            for (int left = row.replicas() + random.nextInt(2); left > 0; left--) {
                ReplicaState state = pick(List.of(ReplicaState.values()), random);
                String reason =
                        switch (state) {
                            case UNBOUND -> random.nextBoolean() ? "" : "Unschedulable";
                            case FAILING ->
                                    random.nextBoolean() ? "NodeNotReady" : "CrashLoopBackOff";
                            case STARTING, READY, TERMINATING -> "";
                        };
                groups.add(
                        new ReplicaGroup(
                                state, 1, scene.now.minusSeconds(random.nextInt(90)), reason));
            }
            scene.observe(deployment, row.planeId().value(), groups.toArray(ReplicaGroup[]::new));
        }
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
