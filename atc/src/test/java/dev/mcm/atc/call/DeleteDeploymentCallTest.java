package dev.mcm.atc.call;

import static dev.mcm.atc.call.CallScene.DEV;
import static dev.mcm.atc.call.CallScene.STRANGER;
import static dev.mcm.atc.call.CallScene.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.DeleteDeploymentRequest;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.atc.v1.GetDeploymentRequest;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.deployment.DeploymentLifecycle;
import org.junit.jupiter.api.Test;

final class DeleteDeploymentCallTest {
    private final CallScene scene = new CallScene();
    private final DeleteDeploymentCall call =
            new DeleteDeploymentCall(scene.control.deployments(), scene.clock);
    private final Deployment before = scene.create("chat");
    private final DeleteDeploymentRequest request =
            DeleteDeploymentRequest.newBuilder().setId(before.getId()).build();

    @Test
    void theRowStaysUntilNothingIsLeftAndShowsIt() {
        call.run(DEV, request);

        assertThat(scene.row(before.getId()).lifecycle()).isEqualTo(DeploymentLifecycle.DELETING);
        assertThat(
                        new GetDeploymentCall(scene.control.views(), scene.clock)
                                .run(
                                        DEV,
                                        GetDeploymentRequest.newBuilder()
                                                .setId(before.getId())
                                                .build())
                                .getDeployment()
                                .getStatus())
                .isEqualTo(DeploymentStatus.DEPLOYMENT_STATUS_DEACTIVATING);
    }

    @Test
    void deletingAgainIsFineWhateverTheEtag() {
        call.run(DEV, request);
        long revision = scene.row(before.getId()).revision();

        call.run(DEV, request.toBuilder().setEtag(before.getEtag()).build());

        assertThat(scene.row(before.getId()).revision()).isEqualTo(revision);
    }

    @Test
    void anEtagThatIsStaleIsRefused() {
        assertThat(refusal(() -> call.run(DEV, request.toBuilder().setEtag("r9").build())))
                .isEqualTo(ErrorCode.ETAG_MISMATCH);
    }

    @Test
    void whatSomebodyRemovesMeanwhileOrOwnsDoesNotExist() {
        assertThat(refusal(() -> call.run(STRANGER, request))).isEqualTo(ErrorCode.NOT_FOUND);

        scene.control.meanwhile(rows -> rows.deployments.remove(new DeploymentId(before.getId())));

        assertThat(refusal(() -> call.run(DEV, request))).isEqualTo(ErrorCode.NOT_FOUND);
    }
}
