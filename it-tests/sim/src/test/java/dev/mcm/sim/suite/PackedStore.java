package dev.mcm.sim.suite;

import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.scheduler.core.FreeNode;
import dev.mcm.scheduler.core.NodeClass;
import dev.mcm.scheduler.core.PlacedCell;
import dev.mcm.scheduler.core.PlaneFacts;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.core.Shape;
import dev.mcm.scheduler.core.ShapeOption;
import dev.mcm.scheduler.port.SchedulerStore;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Shows what is placed, and not bound for a few seconds yet, as bound to the fullest node that
/// holds it.
final class PackedStore implements SchedulerStore {
    private static final Duration YOUNG = Duration.ofSeconds(5);

    private final SchedulerStore store;

    PackedStore(SchedulerStore store) {
        this.store = store;
    }

    @Override
    public SchedulerSnapshot read() {
        SchedulerSnapshot snapshot = store.read();
        Map<PlaneId, List<FreeNode>> nodes = new HashMap<>();
        snapshot.planes().forEach(plane -> nodes.put(plane.id(), nodes(plane)));
        List<DeploymentFacts> deployments =
                snapshot.deployments().stream().map(facts -> packed(facts, nodes)).toList();
        return new SchedulerSnapshot(
                snapshot.planes().stream().map(plane -> with(plane, nodes)).toList(), deployments);
    }

    private static List<FreeNode> nodes(PlaneFacts plane) {
        List<FreeNode> nodes = new ArrayList<>();
        for (NodeClass nodeClass : plane.capacity()) {
            for (int i = 0; i < nodeClass.nodes(); i++) {
                nodes.add(nodeClass.node());
            }
        }
        return nodes;
    }

    private static PlaneFacts with(PlaneFacts plane, Map<PlaneId, List<FreeNode>> nodes) {
        return plane.with(
                nodes.getOrDefault(plane.id(), List.of()).stream()
                        .map(node -> new NodeClass(node, 1))
                        .toList());
    }

    private DeploymentFacts packed(DeploymentFacts facts, Map<PlaneId, List<FreeNode>> nodes) {
        return new DeploymentFacts(
                facts.id(),
                facts.organization(),
                facts.organizationRegions(),
                facts.specVersion(),
                facts.priority(),
                facts.createdAt(),
                facts.active(),
                facts.desired(),
                facts.spec(),
                facts.placements().stream().map(row -> packed(facts, row, nodes)).toList(),
                facts.summary(),
                facts.summaryAt(),
                facts.verdicts(),
                facts.rollout());
    }

    private PlacedCell packed(
            DeploymentFacts facts, PlacedCell row, Map<PlaneId, List<FreeNode>> nodes) {
        List<ReplicaGroup> groups = new ArrayList<>();
        int bound = 0;
        for (ReplicaGroup group : row.observed().getOrDefault(row.specVersion(), List.of())) {
            boolean waits = group.state() == ReplicaState.UNBOUND && isYoung(group.since());
            if (!waits) {
                groups.add(group);
                bound += group.state() == ReplicaState.TERMINATING ? 0 : group.count();
            }
        }
        DeploymentSpec spec = row.spec() == null ? facts.spec() : row.spec();
        Shape shape =
                spec.options().stream()
                        .filter(option -> option.instanceType().equals(row.instanceType()))
                        .map(ShapeOption::shape)
                        .findFirst()
                        .orElseThrow();
        for (int i = bound; isYoung(row.memory().grownAt()) && i < row.replicas(); i++) {
            if (take(nodes.getOrDefault(row.planeId(), new ArrayList<>()), shape)) {
                groups.add(new ReplicaGroup(ReplicaState.STARTING, 1, row.memory().grownAt(), ""));
            }
        }
        TreeMap<Long, List<ReplicaGroup>> observed = new TreeMap<>(row.observed());
        observed.put(row.specVersion(), groups);
        return new PlacedCell(
                row.planeId(),
                row.instanceType(),
                row.revision(),
                row.workload(),
                row.replicas(),
                row.specVersion(),
                row.spec(),
                row.decidedAt(),
                observed,
                row.memory());
    }

    private boolean isYoung(Instant since) {
        return readAt().isBefore(since.plus(YOUNG));
    }

    private static boolean take(List<FreeNode> nodes, Shape shape) {
        List<FreeNode> fullestFirst =
                nodes.stream().sorted(Comparator.comparingInt(PackedStore::gpus)).toList();
        for (FreeNode node : fullestFirst) {
            if (fits(node, shape)) {
                nodes.remove(node);
                nodes.add(less(node, shape));
                return true;
            }
        }
        return false;
    }

    private static int gpus(FreeNode node) {
        return (int) node.freeGpuMilli().stream().filter(free -> free == 1000).count();
    }

    private static boolean fits(FreeNode node, Shape shape) {
        return node.freeCpuMilli() >= shape.cpuMilli()
                && node.freeMemoryMib() >= shape.memoryMib()
                && node.freePodSlots() > 0
                && (shape.gpuCount() == 0
                        || (node.gpuType().equals(shape.gpuType())
                                && gpus(node) >= shape.gpuCount()));
    }

    private static FreeNode less(FreeNode node, Shape shape) {
        return new FreeNode(
                node.gpuType(),
                node.freeGpuMilli().subList(shape.gpuCount(), node.freeGpuMilli().size()),
                node.freeCpuMilli() - shape.cpuMilli(),
                node.freeMemoryMib() - shape.memoryMib(),
                node.freePodSlots() - 1,
                node.taints());
    }

    @Override
    public Instant readAt() {
        return store.readAt();
    }

    @Override
    public void write(SchedulerPlan plan, Instant decidedAt, Runnable written) {
        store.write(plan, decidedAt, written);
    }
}
