package dev.mcm.it.cases;

import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_ACTIVE;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_DEPLOY_FAILED;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_FAILED;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_INACTIVE;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_SCALED_TO_ZERO;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_UPDATING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.it.StackExtension;
import dev.mcm.it.TestStack;
import dev.mcm.local.stack.SimulatedLocalPlane;
import dev.mcm.shared.time.Waiting;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Case T4, "Slow first start with min 0": kserve#1247, basetenlabs/truss PR#2579, kaito#2325. A
/// model that takes longer to start than its idle delay, and clients that wait for it.
@Tag("long")
@ExtendWith(StackExtension.class)
final class SlowFirstStartCaseIT {
    /// Of the autoscaling settings below.
    private static final Duration IDLE_DELAY = Duration.ofSeconds(5);

    /// Several times the idle delay and the window.
    private static final Duration BROKEN = Duration.ofSeconds(30);

    /// Three times the patience of the stack's ATC, its upkeep and a plane's pause between pulls.
    private static final Duration DEADLINE = Duration.ofSeconds(360);

    private static final Set<DeploymentStatus> ENDS_A_WAIT =
            Set.of(
                    DEPLOYMENT_STATUS_SCALED_TO_ZERO,
                    DEPLOYMENT_STATUS_INACTIVE,
                    DEPLOYMENT_STATUS_FAILED,
                    DEPLOYMENT_STATUS_DEPLOY_FAILED);

    private final TestStack stack;
    private List<SimulatedLocalPlane> planes = List.of();

    SlowFirstStartCaseIT(TestStack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void imagesAreBrokenOnSimulatedPlanesOnly() {
        planes =
                stack.local().planes().stream()
                        .filter(SimulatedLocalPlane.class::isInstance)
                        .map(SimulatedLocalPlane.class::cast)
                        .toList();
        assumeFalse(planes.isEmpty(), "images are broken on simulated planes only");
    }

    @Test
    void aDeploymentIsNotPutToRestBeforeItWasReadyAndThenOnlyAfterAFullIdleDelay()
            throws InterruptedException {
        String image = "registry.example/slow-start:1";
        broken(image, true);
        String id = stack.create("slow-start", spec(image), toZero()).getId();
        try (StatusRecord record = new StatusRecord(stack, id)) {
            Waiting.pause(BROKEN);
            assertThat(stack.get(id).getReplicas().getDesired()).isEqualTo(1);
            broken(image, false);

            assertThat(waitAsClientsDo(id)).isEqualTo(DEPLOYMENT_STATUS_ACTIVE);
            record.await(DEPLOYMENT_STATUS_SCALED_TO_ZERO, DEADLINE);

            List<StatusRecord.Seen> before = record.before(DEPLOYMENT_STATUS_ACTIVE);
            assertThat(before)
                    .extracting(StatusRecord.Seen::status)
                    .doesNotContainAnyElementsOf(ENDS_A_WAIT);
            assertThat(before).anySatisfy(seen -> assertThat(seen.message()).contains("ImagePull"));
            assertThat(record.between(DEPLOYMENT_STATUS_ACTIVE, DEPLOYMENT_STATUS_SCALED_TO_ZERO))
                    .isGreaterThanOrEqualTo(IDLE_DELAY);
        }
        stack.delete(id);
    }

    @Test
    void anImageThatStaysBrokenIsToldAndIsNotCalledRest() throws InterruptedException {
        String image = "registry.example/never-there:1";
        broken(image, true);
        String id = stack.create("never-there", spec(image), toZero()).getId();
        try (StatusRecord record = new StatusRecord(stack, id)) {
            record.await(DEPLOYMENT_STATUS_DEPLOY_FAILED, DEADLINE);
            assertThat(stack.get(id).getStatusMessage()).contains("ImagePull", image);
            assertThat(record.all())
                    .extracting(StatusRecord.Seen::status)
                    .doesNotContain(DEPLOYMENT_STATUS_SCALED_TO_ZERO);
            assertThat(record.before(DEPLOYMENT_STATUS_DEPLOY_FAILED))
                    .anySatisfy(seen -> assertThat(seen.message()).contains("ImagePull"));

            broken(image, false);
            await("the deployment to work after all", id, DEPLOYMENT_STATUS_ACTIVE);
        }
        stack.delete(id);
    }

    @Test
    void aNewVersionThatDoesNotStartIsToldWhileTheOldOneServes() throws InterruptedException {
        String bad = "registry.example/next:2";
        broken(bad, true);
        String id =
                stack.create(
                                "next",
                                spec("registry.example/next:1"),
                                AutoscalingSettings.newBuilder()
                                        .setMinReplica(1)
                                        .setMaxReplica(1)
                                        .build())
                        .getId();
        await("the first version", id, DEPLOYMENT_STATUS_ACTIVE);
        update(id, bad);
        stack.await(
                "the pods' own error",
                id,
                d ->
                        d.getStatus() == DEPLOYMENT_STATUS_UPDATING
                                && d.getStatusMessage().contains("ImagePull"));
        Deployment failed = await("the failure", id, DEPLOYMENT_STATUS_DEPLOY_FAILED);
        assertThat(failed.getStatusMessage())
                .contains("version 2 does not start", "ImagePull", "go on serving");
        assertThat(failed.getReplicas().getReady()).isEqualTo(1);

        broken(bad, false);
        Deployment active = await("the second version", id, DEPLOYMENT_STATUS_ACTIVE);
        assertThat(active.getStatusMessage()).isEmpty();
        stack.delete(id);
    }

    private void broken(String image, boolean broken) {
        planes.forEach(plane -> plane.simulation().faults().imageBroken(image, broken));
    }

    private void update(String id, String image) {
        UpdateDeploymentRequest.Builder update = UpdateDeploymentRequest.newBuilder().setId(id);
        update.getSpecBuilder().setImage(image);
        update.getUpdateMaskBuilder().addPaths("spec.image");
        var _ = stack.atc().deployments().updateDeployment(update.build());
    }

    private Deployment await(String what, String id, DeploymentStatus status)
            throws InterruptedException {
        return Waiting.get(
                what,
                DEADLINE,
                () -> Optional.of(stack.get(id)).filter(d -> d.getStatus() == status));
    }

    /// Asks now and then, as a backend does, and takes the first end that it sees.
    private DeploymentStatus waitAsClientsDo(String id) throws InterruptedException {
        return Waiting.get(
                "an end of the wait",
                DEADLINE,
                () ->
                        Optional.of(stack.get(id).getStatus())
                                .filter(status ->
                                        status == DEPLOYMENT_STATUS_ACTIVE
                                                || ENDS_A_WAIT.contains(status)));
    }

    private static DeploymentSpec spec(String image) {
        return DeploymentSpec.newBuilder()
                .setImage(image)
                .setResources(Resources.newBuilder().setCpuMilli(500).setMemoryMib(256))
                .build();
    }

    private static AutoscalingSettings toZero() {
        return AutoscalingSettings.newBuilder()
                .setMinReplica(0)
                .setMaxReplica(2)
                .setAutoscalingWindowSeconds(10)
                .setScaleDownDelaySeconds((int) IDLE_DELAY.toSeconds())
                .build();
    }
}
