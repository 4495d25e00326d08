package dev.mcm.atc.call;

import static dev.mcm.atc.call.CallScene.DEV;
import static dev.mcm.atc.call.CallScene.STRANGER;
import static dev.mcm.atc.call.CallScene.fields;
import static dev.mcm.atc.call.CallScene.refusal;
import static dev.mcm.atc.call.CallScene.valid;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.DeploymentServiceGrpc;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.atc.v1.ModelServiceGrpc;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.deployment.Rollout;
import org.junit.jupiter.api.Test;

final class CreateDeploymentCallTest {
    private final CallScene scene = new CallScene();
    private final CreateDeploymentCall call = scene.creating();

    @Test
    void aDeploymentIsStoredWithItsSpecAndShown() {
        Deployment shown = call.run(DEV, valid("chat").build()).getDeployment();

        assertThat(shown.getName()).isEqualTo("chat");
        assertThat(shown.getOrganizationId()).isEqualTo("acme");
        assertThat(shown.getStatus()).isEqualTo(DeploymentStatus.DEPLOYMENT_STATUS_DEPLOYING);
        assertThat(shown.getSpec().getPort()).isEqualTo(8080);
        dev.mcm.state.deployment.Deployment row = scene.row(shown.getId());
        assertThat(row.autoscaling()).isEqualTo(Autoscaling.DEFAULT);
        assertThat(row.rollout()).isEqualTo(Rollout.DEFAULT);
        assertThat(shown.getRollout()).isEqualTo(Rollout.DEFAULT.toProto());
        assertThat(scene.control.now().specs.get(row.specHash()).parse().getSpec())
                .isEqualTo(shown.getSpec());
    }

    @Test
    void aNameIsGivenToADeploymentThatComesWithNone() {
        assertThat(call.run(DEV, valid("").build()).getDeployment().getName())
                .startsWith("deployment-");
    }

    @Test
    void theSameRequestIdCreatesOnceAndAnswersTheSame() {
        CreateDeploymentRequest request = valid("").setRequestId("r-1").build();

        Deployment first = call.run(DEV, request).getDeployment();
        Deployment again = call.run(DEV, request).getDeployment();

        assertThat(again).isEqualTo(first);
        assertThat(scene.control.now().deployments).hasSize(1);
    }

    @Test
    void aRequestIdIsNotForAnotherRequest() {
        call.run(DEV, valid("a").setRequestId("r-1").build());

        assertThat(refusal(() -> call.run(DEV, valid("b").setRequestId("r-1").build())))
                .isEqualTo(ErrorCode.REQUEST_ID_REUSED);
        assertThat(scene.control.now().deployments).hasSize(1);
    }

    @Test
    void callersOfOneNameInTwoOrganizationsDoNotShareAnswers() {
        CreateDeploymentRequest own = valid("").setRequestId("r-1").build();
        CreateDeploymentRequest others =
                own.toBuilder()
                        .setModelId(CallScene.OTHERS_MODEL.value())
                        .setSpec(
                                own.getSpec().toBuilder()
                                        .clearInstanceTypes()
                                        .addInstanceTypes("cpu-1"))
                        .build();

        call.run(DEV, own);

        assertThat(call.run(STRANGER, others).getDeployment().getOrganizationId())
                .isEqualTo("other");
    }

    @Test
    void anAnswerThatAnotherCallHasGivenMeanwhileIsAnswered() {
        CreateDeploymentRequest request = valid("chat").setRequestId("r-1").build();
        CallScene twin = new CallScene();
        Deployment given = twin.creating().run(DEV, request).getDeployment();
        FakeRows committed = twin.control.now();
        scene.control.meanwhile(rows -> {
            rows.answers.putAll(committed.answers);
            rows.deployments.putAll(committed.deployments);
            rows.specs.putAll(committed.specs);
        });

        assertThat(call.run(DEV, request).getDeployment()).isEqualTo(given);
        assertThat(scene.control.now().deployments).hasSize(1);
    }

    @Test
    void aNameThatSomebodyTakesMeanwhileIsRefusedAndNoAnswerIsKept() {
        CallScene twin = new CallScene();
        twin.create("chat");
        FakeRows committed = twin.control.now();
        scene.control.meanwhile(rows -> {
            rows.deployments.putAll(committed.deployments);
            rows.specs.putAll(committed.specs);
        });

        assertThat(refusal(() -> call.run(DEV, valid("chat").setRequestId("r-1").build())))
                .isEqualTo(ErrorCode.ALREADY_EXISTS);
        assertThat(scene.control.now().answers).isEmpty();
    }

    @Test
    void validateOnlyChecksEverythingAndWritesNothing() {
        CreateDeploymentRequest.Builder request =
                valid("chat").setValidateOnly(true).setRequestId("r-1");

        Deployment preview = call.run(DEV, request.build()).getDeployment();

        assertThat(preview.getId()).isEmpty();
        assertThat(preview.getAutoscaling().getMaxReplica()).isEqualTo(1);
        assertThat(scene.control.commits()).isZero();
        assertThat(refusal(() -> call.run(STRANGER, request.build())))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        CreateDeploymentRequest.Builder request = valid("Not A Name").clearModelId();
        request.getSpecBuilder().addInstanceTypes("none");
        request.getAutoscalingBuilder().setAutoscalingWindowSeconds(1);

        assertThat(fields(() -> call.run(DEV, request.build())))
                .contains(
                        "model_id",
                        "name",
                        "spec.instance_types[1]",
                        "autoscaling.autoscaling_window_seconds");
    }

    @Test
    void aFieldThatThisReleaseDoesNotKnowIsRefused() {
        UnknownFieldSet newer =
                UnknownFieldSet.newBuilder()
                        .addField(999, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                        .build();

        assertThat(refusal(() -> call.run(DEV, valid("chat").setUnknownFields(newer).build())))
                .isEqualTo(ErrorCode.INVALID_FIELD);
    }

    @Test
    void aModelOfOthersDoesNotExist() {
        assertThat(refusal(() -> call.run(STRANGER, valid("chat").build())))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void anEntitlementThatGoesMeanwhileIsMissed() {
        scene.control.meanwhile(rows ->
                rows.organizations.put(
                        CallScene.ACME, CallScene.organization(CallScene.ACME, true, false)));

        assertThat(refusal(() -> call.run(DEV, valid("chat").build())))
                .isEqualTo(ErrorCode.NOT_ENTITLED);
        assertThat(scene.control.now().specs).isEmpty();
    }

    /// Kept answers carry it: a retry over an upgrade must find its own.
    @Test
    void aMethodIsCalledInKeptAnswersAsOnTheWire() {
        assertThat(CreateDeploymentCall.METHOD)
                .isEqualTo(DeploymentServiceGrpc.getCreateDeploymentMethod().getFullMethodName());
        assertThat(UpdateDeploymentCall.METHOD)
                .isEqualTo(DeploymentServiceGrpc.getUpdateDeploymentMethod().getFullMethodName());
        assertThat(CreateModelCall.METHOD)
                .isEqualTo(ModelServiceGrpc.getCreateModelMethod().getFullMethodName());
    }
}
