package dev.mcm.it.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.atc.v1.GetPlaneRequest;
import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.RegisterPlaneRequest;
import dev.mcm.it.TestStack;
import dev.mcm.local.stack.PlaneSpec;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.type.v1.DeploymentSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Case T6, "Cordoned and tainted nodes are not capacity" (modelplane#104,
/// gpushare-scheduler-extender#188), and X3, found on the way: a pool that is closed for a while is
/// not a pool that does not exist.
///
/// Two planes for whole GPUs, one with 16 and one with 8, and one that shares its 4 of another
/// model.
final class ClosedNodesCaseIT {
    private static final String LARGE = "plane-1";
    private static final String SMALL = "plane-2";
    private static final String SHARING = "plane-3";
    private static TestStack stack;
    private final List<String> created = new ArrayList<>();

    @BeforeAll
    static void start() {
        stack =
                TestStack.own(
                        List.of(
                                new PlaneSpec(LARGE, "sim", "r", Cases.machines(2, 8)),
                                new PlaneSpec(SMALL, "sim", "r", Cases.machines(1, 8)),
                                new PlaneSpec(
                                        SHARING,
                                        "sim",
                                        "r",
                                        List.of(
                                                SimulatedNode.of("s", 64_000, 262_144, 4, "L4")
                                                        .shared()))));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    /// Also when a test has failed half-way.
    @AfterEach
    void clear() throws InterruptedException {
        List.of(LARGE, SMALL).forEach(plane -> Cases.closed(stack.plane(plane), false));
        for (String id : created) {
            stack.delete(id);
            Waiting.until("it to go", TestStack.PATIENCE, () -> stack.objectsOf(id).isEmpty());
        }
    }

    @Test
    void closedNodesGetNothingAreNamedAndAreUsedWhenTheyAreOpened() throws InterruptedException {
        Cases.closed(stack.plane(LARGE), true);
        Cases.awaitFree(stack, LARGE, 0);
        String id = create("closed", Cases.oneGpu("closed:1").build(), 12);
        Deployment waiting =
                stack.await(
                        "8 ready, 4 pending",
                        id,
                        d -> d.getReplicas().getReady() == 8 && d.getReplicas().getPending() == 4);
        assertThat(Cases.placed(waiting)).isEqualTo(Map.of(SMALL, 8));
        assertThat(Cases.verdict(stack, id, LARGE).getReason()).isEqualTo("NODES_CLOSED");

        Cases.closed(stack.plane(LARGE), false);
        long opened = System.nanoTime();
        stack.await("nothing to be pending", id, d -> d.getReplicas().getPending() == 0);
        System.out.println(
                "placed "
                        + (System.nanoTime() - opened) / 1_000_000
                        + " ms after the nodes were open");
        stack.await("all ready", id, d -> d.getReplicas().getReady() == 12);
    }

    @Test
    @Tag("long")
    void whatWasPlacedAMomentBeforeTheNodesWereClosedIsReadyElsewhere()
            throws InterruptedException {
        String id = create("closing", Cases.oneGpu("closing:1").build(), 8);
        Waiting.pause(Duration.ofMillis(200));
        Cases.closed(stack.plane(LARGE), true);
        stack.await("all ready", id, d -> d.getReplicas().getReady() == 8);
        Waiting.until(
                "the placements to say where",
                TestStack.PATIENCE,
                () -> Cases.placed(stack.get(id)).equals(stack.readyPods(id)));
    }

    @Test
    void aPoolThatIsClosedForAWhileIsNoReasonToFail() throws InterruptedException {
        List.of(LARGE, SMALL).forEach(plane -> Cases.closed(stack.plane(plane), true));
        Cases.awaitFree(stack, LARGE, 0);
        Cases.awaitFree(stack, SMALL, 0);
        String id = create("waits", Cases.oneGpu("waits:1").build(), 1);
        Deployment waiting =
                stack.await("it to be pending", id, d -> d.getReplicas().getPending() == 1);
        assertThat(waiting.getStatus()).isEqualTo(DeploymentStatus.DEPLOYMENT_STATUS_DEPLOYING);
        assertThat(waiting.getStatusMessage()).contains("NODES_CLOSED");

        Cases.closed(stack.plane(SMALL), false);
        stack.await("it to be ready", id, d -> d.getReplicas().getReady() == 1);
    }

    @Test
    void sharesOfAGpuAreCountedByGpu() throws InterruptedException {
        Plane plane =
                stack.atc()
                        .planes()
                        .getPlane(GetPlaneRequest.newBuilder().setId(SHARING).build())
                        .getPlane();
        RegisterPlaneRequest.Builder shares = RegisterPlaneRequest.newBuilder();
        shares.setPlane(plane.toBuilder().setSharesGpus(true));
        shares.getUpdateMaskBuilder().addPaths("shares_gpus");
        var _ = stack.atc().planes().registerPlane(shares.build());
        DeploymentSpec.Builder spec = Cases.oneGpu("shares:1");
        spec.getResourcesBuilder().setGpuMilli(435).clearGpuTypes().addGpuTypes("L4");

        String id = create("shares", spec.build(), 8);
        stack.await("eight, two of each GPU", id, d -> d.getReplicas().getReady() == 8);
        Cases.scale(stack, id, 9);
        stack.await("a ninth to be pending", id, d -> d.getReplicas().getPending() == 1);
    }

    private String create(String name, DeploymentSpec spec, int replicas) {
        String id = stack.create(name, spec, Cases.always(replicas)).getId();
        created.add(id);
        return id;
    }
}
