package dev.mcm.atc.call;

import static dev.mcm.atc.call.CallScene.DEV;
import static dev.mcm.atc.call.CallScene.STRANGER;
import static dev.mcm.atc.call.CallScene.fields;
import static dev.mcm.atc.call.CallScene.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.atc.v1.UpdateDeploymentResponse;
import dev.mcm.atc.v1.UpdateOutcome;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.Rollout;
import dev.mcm.type.v1.WhenFull;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UpdateDeploymentCallTest {
    private static final String V2 = "registry.example.com/model:v2";

    private final CallScene scene = new CallScene();
    private final UpdateDeploymentCall call =
            new UpdateDeploymentCall(scene.control.deployments(), scene.clock);
    private final Deployment before = scene.create("chat");

    private UpdateDeploymentRequest.Builder request(String... paths) {
        UpdateDeploymentRequest.Builder request =
                UpdateDeploymentRequest.newBuilder().setId(before.getId());
        request.getUpdateMaskBuilder().addAllPaths(List.of(paths));
        return request;
    }

    private UpdateDeploymentRequest.Builder image(String image) {
        UpdateDeploymentRequest.Builder request = request("spec.image");
        request.getSpecBuilder().setImage(image);
        return request;
    }

    private UpdateDeploymentRequest.Builder replicas(int max) {
        UpdateDeploymentRequest.Builder request = request("autoscaling.max_replica");
        request.getAutoscalingBuilder().setMaxReplica(max);
        return request;
    }

    @Test
    void aNewImageIsANewVersionOfTheSpecAndNothingElseChanges() {
        UpdateDeploymentResponse answer = call.run(DEV, image(V2).build());

        Deployment after = answer.getDeployment();
        assertThat(answer.getOutcome()).isEqualTo(UpdateOutcome.UPDATE_OUTCOME_ACCEPTED);
        assertThat(after.getVersion()).isEqualTo(before.getVersion() + 1);
        assertThat(after.getSpec()).isEqualTo(before.getSpec().toBuilder().setImage(V2).build());
        assertThat(after.getAutoscaling()).isEqualTo(before.getAutoscaling());
        assertThat(after.getEtag()).isNotEqualTo(before.getEtag());
    }

    @Test
    void anotherScaleIsNoNewVersionOfTheSpec() {
        Deployment after = call.run(DEV, replicas(7).build()).getDeployment();

        assertThat(after.getAutoscaling().getMaxReplica()).isEqualTo(7);
        assertThat(after.getVersion()).isEqualTo(before.getVersion());
        assertThat(scene.control.now().specs).hasSize(1);
    }

    @Test
    void anotherRolloutIsNoNewVersionOfTheSpecAndChangesNothingElse() {
        UpdateDeploymentRequest.Builder request =
                request("rollout.when_full", "rollout.max_surge_percent");
        request.getRolloutBuilder().setWhenFull(WhenFull.WHEN_FULL_WAIT).setMaxSurgePercent(100);

        UpdateDeploymentResponse answer = call.run(DEV, request.build());

        Deployment after = answer.getDeployment();
        assertThat(answer.getOutcome()).isEqualTo(UpdateOutcome.UPDATE_OUTCOME_ACCEPTED);
        assertThat(after.getRollout())
                .isEqualTo(
                        before.getRollout().toBuilder()
                                .setWhenFull(WhenFull.WHEN_FULL_WAIT)
                                .setMaxSurgePercent(100)
                                .build());
        assertThat(
                        after.toBuilder()
                                .setRollout(before.getRollout())
                                .setEtag(before.getEtag())
                                .setUpdatedAt(before.getUpdatedAt())
                                .build())
                .isEqualTo(before);
        assertThat(scene.control.now().specs).hasSize(1);
        assertThat(call.run(DEV, request.build()).getOutcome())
                .isEqualTo(UpdateOutcome.UPDATE_OUTCOME_UNCHANGED);
    }

    @Test
    void aRolloutOutsideItsRangeIsRefusedAndOneThatIsNamedAndUnsetGoesBackToItsDefault() {
        UpdateDeploymentRequest.Builder wrong = request("rollout");
        wrong.getRolloutBuilder().setMaxSurgePercent(0).setProgressDeadlineSeconds(59);
        UpdateDeploymentRequest.Builder other = request("rollout.max_unavailable_percent");
        other.getRolloutBuilder().setMaxUnavailablePercent(50);

        assertThat(fields(() -> call.run(DEV, wrong.build())))
                .containsExactly("rollout.max_surge_percent", "rollout.progress_deadline_seconds");
        call.run(DEV, other.build());
        assertThat(scene.row(before.getId()).rollout().maxUnavailable(4)).isEqualTo(2);
        call.run(DEV, request("rollout.max_unavailable_percent").build());
        assertThat(scene.row(before.getId()).rollout()).isEqualTo(Rollout.DEFAULT);
    }

    @Test
    void whatIsAsItShouldBeIsNotWritten() {
        UpdateDeploymentResponse answer = call.run(DEV, image(before.getSpec().getImage()).build());

        assertThat(answer.getOutcome()).isEqualTo(UpdateOutcome.UPDATE_OUTCOME_UNCHANGED);
        assertThat(answer.getDeployment().getEtag()).isEqualTo(before.getEtag());
    }

    @Test
    void aChangeThatSomebodyMakesMeanwhileIsNotLost() {
        scene.control.meanwhile(rows ->
                rows.deployments.computeIfPresent(
                        new DeploymentId(before.getId()), (_, row) -> priority(row, 7)));

        call.run(DEV, replicas(3).build());

        assertThat(scene.row(before.getId()).priority()).isEqualTo(7);
        assertThat(scene.row(before.getId()).autoscaling().maxReplica()).isEqualTo(3);
    }

    private static dev.mcm.state.deployment.Deployment priority(
            dev.mcm.state.deployment.Deployment row, int priority) {
        return row.withSpec(row.specHash(), priority, row.updatedAt());
    }

    @Test
    void anEtagThatBecomesStaleMeanwhileIsRefused() {
        UpdateDeploymentRequest request = replicas(3).setEtag(before.getEtag()).build();
        UpdateDeploymentCall other =
                new UpdateDeploymentCall(scene.control.deployments(), scene.clock);
        scene.control.meanwhile(rows -> {
            CallScene twin = new CallScene();
            twin.control.change(own -> own.deployments.putAll(rows.deployments));
            twin.control.change(own -> own.specs.putAll(rows.specs));
            new UpdateDeploymentCall(twin.control.deployments(), twin.clock)
                    .run(DEV, image(V2).build());
            rows.deployments.putAll(twin.control.now().deployments);
            rows.specs.putAll(twin.control.now().specs);
        });

        assertThat(refusal(() -> call.run(DEV, request))).isEqualTo(ErrorCode.ETAG_MISMATCH);
        assertThat(refusal(() -> other.run(DEV, request))).isEqualTo(ErrorCode.ETAG_MISMATCH);
        assertThat(scene.row(before.getId()).autoscaling().maxReplica()).isEqualTo(1);
    }

    @Test
    void theSameRequestIdChangesOnce() {
        UpdateDeploymentRequest request = image(V2).setRequestId("r-1").build();

        UpdateDeploymentResponse first = call.run(DEV, request);
        call.run(DEV, image("registry.example.com/model:v3").build());

        assertThat(call.run(DEV, request)).isEqualTo(first);
        assertThat(scene.row(before.getId()).specVersion()).isEqualTo(3);
    }

    @Test
    void validateOnlyWritesNothing() {
        int commits = scene.control.commits();

        UpdateDeploymentResponse answer = call.run(DEV, image(V2).setValidateOnly(true).build());

        assertThat(answer.getOutcome()).isEqualTo(UpdateOutcome.UPDATE_OUTCOME_ACCEPTED);
        assertThat(answer.getDeployment().getSpec().getImage())
                .isEqualTo(before.getSpec().getImage());
        assertThat(scene.control.commits()).isEqualTo(commits);
    }

    @Test
    void whatIsBeingDeletedDoesNotChange() {
        new DeleteDeploymentCall(scene.control.deployments(), scene.clock)
                .run(
                        DEV,
                        dev.mcm.atc.v1.DeleteDeploymentRequest.newBuilder()
                                .setId(before.getId())
                                .build());

        assertThat(refusal(() -> call.run(DEV, image(V2).build())))
                .isEqualTo(ErrorCode.STATE_FORBIDS);
        assertThat(scene.row(before.getId()).lifecycle()).isEqualTo(DeploymentLifecycle.DELETING);
    }

    @Test
    void aDeploymentOfOthersDoesNotExist() {
        assertThat(refusal(() -> call.run(STRANGER, image(V2).build())))
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusal(() -> call.run(STRANGER, image(V2).setValidateOnly(true).build())))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void aPathThatNamesNothingIsRefused() {
        assertThat(fields(() -> call.run(DEV, request("spec.imge").build())))
                .containsExactly("update_mask.paths[0]");
        assertThat(fields(() -> call.run(DEV, request().build()))).containsExactly("update_mask");
    }

    @Test
    void anEntitlementThatIsGoneKeepsANewVersionOutAndLetsTheScaleChange() {
        scene.control.change(rows ->
                rows.organizations.put(
                        CallScene.ACME, CallScene.organization(CallScene.ACME, true, false)));

        assertThat(refusal(() -> call.run(DEV, image(V2).build())))
                .isEqualTo(ErrorCode.NOT_ENTITLED);
        assertThat(call.run(DEV, replicas(2).build()).getOutcome())
                .isEqualTo(UpdateOutcome.UPDATE_OUTCOME_ACCEPTED);
    }
}
