package dev.mcm.it.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import dev.mcm.atc.v1.DeclarePlaneRequest;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.GetPlaneRequest;
import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.PlaneOrderKind;
import dev.mcm.atc.v1.PlaneReplicas;
import dev.mcm.atc.v1.PlaneState;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.it.TestStack;
import dev.mcm.local.stack.ServiceProcess;
import dev.mcm.local.stack.SimulatedLocalPlane;
import dev.mcm.local.stack.StackTiming;
import dev.mcm.shared.time.Waiting;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PlacementPolicy;
import dev.mcm.type.v1.Resources;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Planes of which a witness says nothing any more, and what an operator's word does: four planes,
/// on a stack of its own.
@Tag("long")
final class GoneWitnessCaseIT {
    private static final int PLANES = 4;
    private static final Duration STILL = Duration.ofSeconds(60);

    /// Silent and lost, by the stack's timing, twice.
    private static final Duration LONGER_THAN_TO_BE_LOST = Duration.ofSeconds(14);

    private TestStack stack;

    @BeforeEach
    void start() {
        stack = TestStack.own(PLANES);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    private Deployment serve(int replicas) throws InterruptedException {
        DeploymentSpec spec =
                DeploymentSpec.newBuilder()
                        .setImage("registry.example/witness:1")
                        .setResources(
                                Resources.newBuilder()
                                        .setCpuMilli(1_000)
                                        .setMemoryMib(1_024)
                                        .setGpuCount(1)
                                        .addGpuTypes("T4"))
                        .setPlacement(PlacementPolicy.newBuilder().setMinPlanes(PLANES))
                        .build();
        Deployment created = stack.create("witness", spec, exactly(replicas));
        return stack.await(
                "all replicas to be ready",
                created.getId(),
                _ -> stack.readyPodCount(created.getId()) == replicas);
    }

    private static AutoscalingSettings exactly(int replicas) {
        return AutoscalingSettings.newBuilder()
                .setMinReplica(replicas)
                .setMaxReplica(replicas)
                .build();
    }

    private void scale(String id, int replicas) {
        var _ =
                stack.atc()
                        .deployments()
                        .updateDeployment(
                                UpdateDeploymentRequest.newBuilder()
                                        .setId(id)
                                        .setAutoscaling(exactly(replicas))
                                        .setUpdateMask(
                                                FieldMask.newBuilder()
                                                        .addPaths("autoscaling.min_replica")
                                                        .addPaths("autoscaling.max_replica"))
                                        .build());
    }

    private Plane plane(String id) {
        return stack.atc()
                .planes()
                .getPlane(GetPlaneRequest.newBuilder().setId(id).build())
                .getPlane();
    }

    private void await(String plane, PlaneState state) {
        Waiting.until(
                () -> state + ", now:\n" + plane(plane),
                TestStack.PATIENCE,
                () -> plane(plane).getState() == state);
    }

    private Map<String, Integer> placed(String id) {
        return stack.get(id).getPlanesList().stream()
                .collect(Collectors.toMap(PlaneReplicas::getPlaneId, PlaneReplicas::getPlaced));
    }

    @Test
    void nothingIsPlacedOnPlanesThatGsmDoesNotHearAndNothingMoves() throws InterruptedException {
        String id = serve(PLANES).getId();
        Map<String, Integer> before = placed(id);
        ServiceProcess gsm = stack.local().service("gsm");

        gsm.killHard();
        await("plane-1", PlaneState.PLANE_STATE_UNKNOWN);
        assertThat(plane("plane-1").getStateMessage()).contains("GSM has not listened to it since");
        scale(id, 2 * PLANES);
        Waiting.pause(STILL);
        assertThat(placed(id)).isEqualTo(before);
        assertThat(stack.get(id).getReplicas().getDesired()).isEqualTo(2 * PLANES);

        gsm.start();
        await("plane-1", PlaneState.PLANE_STATE_LIVE);
        stack.await("the new replicas", id, _ -> stack.readyPodCount(id) == 2 * PLANES);
        stack.delete(id);
    }

    @Test
    void aProbeOfLongAgoLosesNoPlaneWhoseLsmIsRestarted() throws InterruptedException {
        String id = serve(PLANES).getId();
        Map<String, Integer> before = placed(id);
        Set<String> pods = stack.podUids();
        SimulatedLocalPlane plane = (SimulatedLocalPlane) stack.local().plane("plane-1");
        ServiceProcess atc = stack.local().service("atc");
        ServiceProcess lsm = stack.local().service("lsm-plane-1");
        plane.simulation().faults().apiDown(true);
        await("plane-1", PlaneState.PLANE_STATE_UNKNOWN);
        atc.killHard();
        plane.simulation().faults().apiDown(false);
        Waiting.pause(StackTiming.fast().witnessPatience().plusSeconds(2));

        lsm.killHard();
        Waiting.pause(LONGER_THAN_TO_BE_LOST);
        lsm.start();
        atc.start();
        atc.awaitReady();

        await("plane-1", PlaneState.PLANE_STATE_LIVE);
        assertThat(placed(id)).isEqualTo(before);
        assertThat(stack.podUids()).isEqualTo(pods);
        stack.delete(id);
    }

    @Test
    void twoOfFourPlanesDieTheBrakeHoldsAndAnOperatorsWordMovesTheirReplicas()
            throws InterruptedException {
        String id = serve(2 * PLANES).getId();
        Map<String, Integer> before = placed(id);
        stack.local().plane("plane-1").cutOff();
        stack.local().plane("plane-2").cutOff();
        Waiting.until(
                "the brake",
                TestStack.PATIENCE,
                () -> plane("plane-2").getStateMessage().contains("2 of 4 planes vanished"));
        assertThat(plane("plane-1").getState()).isEqualTo(PlaneState.PLANE_STATE_UNKNOWN);
        assertThat(placed(id)).isEqualTo(before);

        declare("plane-1", PlaneOrderKind.PLANE_ORDER_KIND_LOST);
        declare("plane-2", PlaneOrderKind.PLANE_ORDER_KIND_BRAKE_OVERRIDE);

        await("plane-1", PlaneState.PLANE_STATE_LOST);
        await("plane-2", PlaneState.PLANE_STATE_LOST);
        assertThat(plane("plane-2").getStateMessage()).contains("declared BRAKE_OVERRIDE");
        stack.await(
                "replicas on the planes that are left",
                id,
                _ ->
                        placed(id).getOrDefault("plane-3", 0)
                                        + placed(id).getOrDefault("plane-4", 0)
                                == 2 * PLANES);
        stack.local().plane("plane-1").heal();
        stack.local().plane("plane-2").heal();
        declare("plane-1", PlaneOrderKind.PLANE_ORDER_KIND_NONE);
        await("plane-1", PlaneState.PLANE_STATE_LIVE);
        await("plane-2", PlaneState.PLANE_STATE_LIVE);
        stack.delete(id);
    }

    @Test
    void theSecondOfTwoPlanesThatComeBackOneAfterTheOtherIsNotEmptied()
            throws InterruptedException {
        String id = serve(PLANES).getId();
        Map<String, Integer> before = placed(id);
        stack.local().plane("plane-1").cutOff();
        stack.local().plane("plane-2").cutOff();
        Waiting.until(
                "the brake",
                TestStack.PATIENCE,
                () -> plane("plane-2").getStateMessage().contains("2 of 4 planes vanished"));

        stack.local().plane("plane-1").heal();
        await("plane-1", PlaneState.PLANE_STATE_LIVE);
        stack.local().service("scheduler").killHard();
        stack.local().service("scheduler").start();
        Waiting.pause(Duration.ofSeconds(15));
        assertThat(plane("plane-2").getState()).isEqualTo(PlaneState.PLANE_STATE_UNKNOWN);
        assertThat(plane("plane-2").getStateMessage()).contains("planes that have come back");
        assertThat(placed(id)).isEqualTo(before);

        stack.local().plane("plane-2").heal();
        await("plane-2", PlaneState.PLANE_STATE_LIVE);
        assertThat(placed(id)).isEqualTo(before);
        stack.delete(id);
    }

    private void declare(String plane, PlaneOrderKind kind) {
        boolean none = kind == PlaneOrderKind.PLANE_ORDER_KIND_NONE;
        var _ =
                stack.atc()
                        .planes()
                        .declarePlane(
                                DeclarePlaneRequest.newBuilder()
                                        .setId(plane)
                                        .setKind(kind)
                                        .setReason(none ? "" : "its hall is on fire")
                                        .setValidForSeconds(none ? 0 : 600)
                                        .build());
    }
}
