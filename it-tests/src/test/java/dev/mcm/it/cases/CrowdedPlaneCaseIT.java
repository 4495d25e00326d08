package dev.mcm.it.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.it.TestStack;
import dev.mcm.local.stack.PlaneSpec;
import dev.mcm.local.stack.SimulatedLocalPlane;
import dev.mcm.shared.time.Waiting;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PlacementPolicy;
import dev.mcm.type.v1.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The rest of case T11, and a machine that dies: planes that seem to have room and have none.
@Tag("long")
final class CrowdedPlaneCaseIT {
    private static final String OTHER = "plane-1";
    private static final String CROWDED = "plane-2";

    /// What a node takes.
    private static final int MOST_PODS = 110;

    private static TestStack stack;
    private final List<String> created = new ArrayList<>();

    @BeforeAll
    static void start() {
        stack =
                TestStack.own(
                        List.of(
                                new PlaneSpec(OTHER, "sim", "r1", Cases.machines(4, 8)),
                                new PlaneSpec(CROWDED, "sim", "r2", Cases.machines(2, 8))));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    /// Also when a test has failed half-way.
    @AfterEach
    void clear() throws InterruptedException {
        Cases.closed(stack.plane(OTHER), false);
        for (String id : created) {
            stack.delete(id);
            Waiting.until("it to go", TestStack.PATIENCE, () -> stack.objectsOf(id).isEmpty());
        }
    }

    @Test
    void nodesThatTakeNoMorePodsAreFull() throws InterruptedException {
        int slots = 8;
        String crowd = create("crowd", onCrowded(cpu()), 2 * MOST_PODS - slots);
        awaitReady(crowd, 2 * MOST_PODS - slots);
        Cases.closed(stack.plane(OTHER), true);
        Cases.awaitFree(stack, OTHER, 0);
        String id = create("late", Cases.oneGpu("late:1").build(), 12);
        Deployment full =
                stack.await(
                        "8 ready and 4 pending",
                        id,
                        d ->
                                d.getReplicas().getReady() == slots
                                        && d.getReplicas().getPending() == 4);
        assertThat(Cases.placed(full)).isEqualTo(Map.of(CROWDED, slots));
        Cases.closed(stack.plane(OTHER), false);
        awaitReady(id, 12);
    }

    @Test
    void largeAndSmallOnesPlacedAtTheSameMomentAllFindTheirNodes() throws InterruptedException {
        // Decided a moment later than the small ones the large ones would find all nodes begun.
        String large = create("large", Cases.gpus("large:1", 8).build(), 2);
        String small = create("small", Cases.oneGpu("small:1").build(), 12);
        awaitReady(small, 12);
        awaitReady(large, 2);
    }

    @Test
    void aMachineThatDiesUnderSixteenReplicasLeavesSixteenReady() throws InterruptedException {
        Cases.awaitFree(stack, CROWDED, 16);
        String id = create("sixteen", preferring("r2", Cases.oneGpu("sixteen:1")), 16);
        Deployment all = awaitReady(id, 16);
        assertThat(Cases.placed(all)).isEqualTo(Map.of(CROWDED, 16));

        SimulatedLocalPlane plane = (SimulatedLocalPlane) stack.local().plane(CROWDED);
        plane.simulation().faults().nodeDown("gpu-1", true);
        long died = System.nanoTime();
        Waiting.until("8 to be missing", TestStack.PATIENCE, () -> stack.readyPodCount(id) < 16);
        Waiting.until("16 to be ready", TestStack.PATIENCE, () -> stack.readyPodCount(id) == 16);
        Duration healed = Duration.ofNanos(System.nanoTime() - died);
        System.out.println("16 ready " + healed.toMillis() + " ms after the machine died");
        stack.await(
                "each replica to be placed where it is ready",
                id,
                d ->
                        d.getReplicas().getPending() == 0
                                && Cases.placed(d).equals(stack.readyPods(id)));
        plane.simulation().faults().nodeDown("gpu-1", false);
    }

    private static DeploymentSpec.Builder cpu() {
        return DeploymentSpec.newBuilder()
                .setImage("registry.example/crowd:1")
                .setResources(Resources.newBuilder().setCpuMilli(100).setMemoryMib(64));
    }

    private static DeploymentSpec onCrowded(DeploymentSpec.Builder spec) {
        return spec.setPlacement(PlacementPolicy.newBuilder().addAllowedPlanes(CROWDED)).build();
    }

    private static DeploymentSpec preferring(String region, DeploymentSpec.Builder spec) {
        return spec.setPlacement(PlacementPolicy.newBuilder().addPreferredRegions(region)).build();
    }

    private String create(String name, DeploymentSpec spec, int replicas) {
        String id = stack.create(name, spec, Cases.always(replicas)).getId();
        created.add(id);
        return id;
    }

    private static Deployment awaitReady(String id, int replicas) throws InterruptedException {
        return stack.await(replicas + " ready", id, d -> d.getReplicas().getReady() == replicas);
    }
}
