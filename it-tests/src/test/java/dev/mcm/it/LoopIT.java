package dev.mcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.DeleteDeploymentRequest;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.atc.v1.GetDeploymentRequest;
import dev.mcm.shared.time.Waiting;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PlacementPolicy;
import dev.mcm.type.v1.Resources;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The loop end to end: asked for through the API, scaled, placed, applied, observed and reported
/// back.
@ExtendWith(StackExtension.class)
final class LoopIT {
    private final TestStack stack;

    LoopIT(TestStack stack) {
        this.stack = stack;
    }

    @Test
    void aDeploymentBecomesReadyOnTwoPlanesAndDeletingItLeavesNothingBehind()
            throws InterruptedException {
        Map.Entry<String, Long> gpu = stack.commonGpuType();
        int planes = (int) Math.min(2, gpu.getValue());
        Deployment created =
                stack.create("two-planes", gpuSpec(gpu.getKey(), planes), scaling(4, 4));
        assertThat(created.getStatus()).isEqualTo(DeploymentStatus.DEPLOYMENT_STATUS_DEPLOYING);

        Deployment active =
                stack.await(
                        "4 ready replicas", created.getId(), d -> d.getReplicas().getReady() == 4);
        assertThat(active.getStatus()).isEqualTo(DeploymentStatus.DEPLOYMENT_STATUS_ACTIVE);
        Map<String, Integer> onPlanes = stack.readyPods(created.getId());
        assertThat(onPlanes).hasSizeGreaterThanOrEqualTo(planes);
        assertThat(stack.readyPodCount(created.getId())).isEqualTo(4);

        stack.atc()
                .deployments()
                .deleteDeployment(
                        DeleteDeploymentRequest.newBuilder().setId(created.getId()).build());
        Waiting.until(
                "nothing of it on any plane",
                TestStack.PATIENCE,
                () -> stack.objectsOf(created.getId()).isEmpty());
        Waiting.until("the API to forget it", TestStack.PATIENCE, () -> isGone(created.getId()));
    }

    @Test
    void aCpuOnlyDeploymentScalesUpUnderLoadAndBack() throws InterruptedException {
        stack.needGateways();
        DeploymentSpec spec =
                DeploymentSpec.newBuilder()
                        .setImage("registry.example/cpu:1")
                        .setResources(Resources.newBuilder().setCpuMilli(1_000).setMemoryMib(1_024))
                        .build();
        Deployment created = stack.create("elastic-cpu", spec, scaling(1, 8));
        stack.await("the first replica", created.getId(), d -> d.getReplicas().getReady() == 1);

        try (ConstantLoad load =
                new ConstantLoad(created.getId(), stack.gateways(), 13, Duration.ofMillis(200))) {
            // 13 in flight / (4 per replica × 70 %) = 4.6, so 5 replicas, also when a busy machine
            // keeps one
            // in eight from being sent.
            stack.await(
                    "5 ready replicas under load",
                    created.getId(),
                    d -> d.getReplicas().getReady() == 5);
            assertThat(load.answered()).isPositive();
        }
        stack.await(
                "one replica without load",
                created.getId(),
                d -> d.getReplicas().getReady() == 1 && d.getReplicas().getDesired() == 1);
        Waiting.until(
                "one pod on the planes",
                TestStack.PATIENCE,
                () -> stack.readyPodCount(created.getId()) == 1);
    }

    private boolean isGone(String id) {
        try {
            stack.atc()
                    .deployments()
                    .getDeployment(GetDeploymentRequest.newBuilder().setId(id).build());
            return false;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode() == Status.Code.NOT_FOUND;
        }
    }

    private static DeploymentSpec gpuSpec(String gpuType, int minPlanes) {
        return DeploymentSpec.newBuilder()
                .setImage("registry.example/gpu:1")
                .setResources(
                        Resources.newBuilder()
                                .setCpuMilli(4_000)
                                .setMemoryMib(16_384)
                                .setGpuCount(1)
                                .addGpuTypes(gpuType))
                .setPlacement(PlacementPolicy.newBuilder().setMinPlanes(minPlanes))
                .build();
    }

    static AutoscalingSettings scaling(int min, int max) {
        return AutoscalingSettings.newBuilder()
                .setMinReplica(min)
                .setMaxReplica(max)
                .setAutoscalingWindowSeconds(10)
                .setScaleDownDelaySeconds(5)
                .setConcurrencyTarget(4)
                .setTargetUtilizationPercentage(70)
                .setMaxScaleDownRatePercent(100)
                .build();
    }
}
