package dev.mcm.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.testkit.seed.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a plane's capacity grants is bound, whichever nodes the plane chooses, and that is not much
/// less than what a binder that packs could hold.
final class AnyBinderTest {
    private static final int ASKS = 40;

    @ParameterizedTest
    @EnumSource(HostileBinder.class)
    void whatIsGrantedFindsANodeInAnyOrder(HostileBinder binder) {
        Seeds.check(
                400,
                random -> {
                    List<NodeClass> nodes = nodes(random, 12);
                    List<Footprint> granted = granted(nodes, footprints(random), random, ASKS);
                    for (int order = 0; order < 5; order++) {
                        bindAll(binder, nodes, granted, random);
                    }
                });
    }

    private static void bindAll(
            HostileBinder binder,
            List<NodeClass> nodes,
            List<Footprint> granted,
            RandomGenerator random) {
        List<Footprint> waiting = new ArrayList<>(granted);
        Collections.shuffle(waiting, new java.util.Random(random.nextLong()));
        List<BoundNode> bound = BoundNode.of(nodes);
        while (!waiting.isEmpty()) {
            Footprint next = waiting.removeLast();
            assertThat(binder.bind(next, bound, waiting, random))
                    .as("%s binds %s of %s", binder, next.shape(), granted.size())
                    .isTrue();
        }
    }

    /// Every order and every choice of nodes and GPUs, on fleets small enough for that.
    @Test
    void noWayToBindLeavesOneOut() {
        Seeds.check(
                60,
                random -> {
                    List<NodeClass> nodes = nodes(random, 3);
                    List<Footprint> granted = granted(nodes, footprints(random), random, 5);
                    WorstCase.search(BoundNode.of(nodes), granted);
                });
    }

    @Test
    void whatIsBoundMeanwhileLeavesTheRestItsNodes() {
        Seeds.check(
                200,
                random -> {
                    List<NodeClass> nodes = nodes(random, 12);
                    List<Footprint> shapes = footprints(random);
                    List<BoundNode> bound = BoundNode.of(nodes);
                    List<Footprint> waiting = new ArrayList<>();
                    for (int round = 0; round < 10; round++) {
                        PlaneCapacity capacity = new PlaneCapacity(new PlaneNodes(now(bound)));
                        waiting.forEach(pod -> capacity.reserve(pod, pod.nodeCount()));
                        waiting.addAll(take(capacity, shapes, random, 5));
                        for (int i = random.nextInt(waiting.size() + 1); i > 0; i--) {
                            Footprint next = waiting.remove(random.nextInt(waiting.size()));
                            assertThat(HostileBinder.SPITEFUL.bind(next, bound, waiting, random))
                                    .isTrue();
                        }
                    }
                });
    }

    private static List<NodeClass> now(List<BoundNode> nodes) {
        return nodes.stream().map(node -> new NodeClass(node.now(), 1)).toList();
    }

    @Test
    void anyOrderOfWhatIsDecidedLeavesTheSameRoom() {
        Seeds.check(
                200,
                random -> {
                    PlaneNodes nodes = new PlaneNodes(nodes(random, 12));
                    List<Footprint> shapes = footprints(random);
                    List<Footprint> decided =
                            new ArrayList<>(
                                    IntStream.range(0, 15)
                                            .mapToObj(_ -> pick(shapes, random))
                                            .toList());
                    List<Integer> room = room(nodes, decided, shapes);
                    Collections.shuffle(decided, new java.util.Random(random.nextLong()));
                    assertThat(room(nodes, decided, shapes)).isEqualTo(room);
                });
    }

    private static List<Integer> room(
            PlaneNodes nodes, List<Footprint> decided, List<Footprint> shapes) {
        PlaneCapacity capacity = new PlaneCapacity(nodes);
        decided.forEach(pod -> capacity.reserve(pod, pod.nodeCount()));
        return shapes.stream().map(capacity::fits).toList();
    }

    @Test
    void oneShapeGetsAllThatFits() {
        Seeds.check(
                200,
                random -> {
                    List<NodeClass> nodes = nodes(random, 12);
                    Footprint one = pick(footprints(random), random).singleNode();
                    int most = nodes.stream().mapToInt(same -> all(same, one)).sum();
                    PlaneCapacity capacity = new PlaneCapacity(new PlaneNodes(nodes));
                    assertThat(take(capacity, List.of(one), random, 10_000)).hasSize(most);
                });
    }

    private static int all(NodeClass same, Footprint one) {
        return same.node().tolerated(one.tolerations())
                ? same.nodes() * same.node().replicas(one.shape())
                : 0;
    }

    /// Mixed loads that come in one moment; what waits gets its place when the first are bound.
    @Test
    void mixedLoadsGetMostOfWhatPackingHolds() {
        long[] sums = new long[2];
        Seeds.check(
                200,
                random -> {
                    List<NodeClass> nodes = nodes(random, 12);
                    List<Footprint> shapes =
                            footprints(random).stream().map(Footprint::singleNode).toList();
                    List<Footprint> asked =
                            IntStream.range(0, ASKS).mapToObj(_ -> pick(shapes, random)).toList();
                    PlaneCapacity capacity = new PlaneCapacity(new PlaneNodes(nodes));
                    List<BoundNode> packed = BoundNode.of(nodes);
                    for (Footprint pod : asked) {
                        sums[0] += capacity.take(pod) ? 1 : 0;
                        sums[1] +=
                                HostileBinder.MOST_ALLOCATED.bind(pod, packed, List.of(), random)
                                        ? 1
                                        : 0;
                    }
                });
        double percent = 100.0 * sums[0] / sums[1];
        System.out.printf("granted at once: %.1f %% of what packing holds%n", percent);
        assertThat(percent).isGreaterThan(60);
    }

    private static List<Footprint> granted(
            List<NodeClass> nodes, List<Footprint> shapes, RandomGenerator random, int asks) {
        return take(new PlaneCapacity(new PlaneNodes(nodes)), shapes, random, asks);
    }

    private static List<Footprint> take(
            PlaneCapacity capacity, List<Footprint> shapes, RandomGenerator random, int asks) {
        List<Footprint> taken = new ArrayList<>();
        for (int i = 0; i < asks; i++) {
            Footprint wanted = pick(shapes, random);
            if (capacity.take(wanted)) {
                taken.add(wanted);
            }
        }
        return taken;
    }

    private static List<NodeClass> nodes(RandomGenerator random, int most) {
        List<NodeClass> classes = new ArrayList<>();
        int left = 1 + random.nextInt(most);
        boolean busy = random.nextBoolean();
        while (left > 0) {
            int count = 1 + random.nextInt(left);
            left -= count;
            classes.add(new NodeClass(node(random, busy), count));
        }
        return classes;
    }

    private static FreeNode node(RandomGenerator random, boolean busy) {
        int gpus = random.nextInt(4) == 0 ? 0 : 1 << random.nextInt(4);
        List<Integer> free =
                IntStream.range(0, gpus)
                        .mapToObj(
                                _ -> busy && random.nextBoolean() ? 100 * random.nextInt(10) : 1000)
                        .toList();
        long cpu = busy ? random.nextLong(64_000) : 12_000L * Math.max(1, gpus);
        long memory = busy ? random.nextLong(64_000) : 128_000L * Math.max(1, gpus);
        int slots = random.nextInt(3) == 0 ? random.nextInt(8) : 110;
        List<String> taints = random.nextInt(3) == 0 ? List.of("k=v:NoSchedule") : List.of();
        return new FreeNode(gpus == 0 ? "" : "H100", free, cpu, memory, slots, taints);
    }

    private static List<Footprint> footprints(RandomGenerator random) {
        return IntStream.range(0, 1 + random.nextInt(5)).mapToObj(_ -> footprint(random)).toList();
    }

    private static Footprint footprint(RandomGenerator random) {
        long cpu = 250L * (1 + random.nextInt(32));
        long memory = 500L * (1 + random.nextInt(32));
        Shape shape =
                switch (random.nextInt(4)) {
                    case 0 -> new Shape(cpu, memory, 0, 0, "");
                    case 1 -> new Shape(cpu, memory, 1, 50 * (1 + random.nextInt(19)), "H100");
                    default -> new Shape(cpu, memory, 1 << random.nextInt(4), 1000, "H100");
                };
        Tolerations tolerations =
                random.nextBoolean() ? Tolerations.NONE : new Tolerations(Set.of("k:NoSchedule"));
        return new Footprint(shape, random.nextInt(6) == 0 ? 2 : 1, tolerations);
    }

    private static <T> T pick(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
