package dev.mcm.atc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import com.google.protobuf.UnknownFieldSet;
import dev.mcm.atc.v1.*;
import dev.mcm.state.deployment.Rollout;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.WhenFull;
import io.grpc.Status;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DeploymentApiIT {
    private static final String DEV = ApiWorld.DEV;
    private static ApiWorld api;
    private static AtcStack atc;

    @BeforeAll
    static void start() throws Exception {
        api = new ApiWorld();
        atc = api.atc;
    }

    @AfterAll
    static void stop() throws Exception {
        atc.close();
    }

    @Test
    void aDeploymentIsCreatedWithAllDefaultsFilledInAndCanBeRead() {
        Deployment created =
                atc.deployments(DEV).createDeployment(api.valid().build()).getDeployment();

        assertThat(created.getId()).matches("d-[0-9a-z]{10}");
        assertThat(created.getOrganizationId()).isEqualTo("acme");
        assertThat(created.getName()).isNotEmpty();
        assertThat(created.getVersion()).isEqualTo(1);
        assertThat(created.getSpec().getPort()).isEqualTo(8080);
        assertThat(created.getAutoscaling().getScaleDownDelaySeconds()).isEqualTo(900);
        assertThat(created.getStatus()).isEqualTo(DeploymentStatus.DEPLOYMENT_STATUS_DEPLOYING);
        assertThat(api.get("t-viewer", created.getId())).isEqualTo(created);
    }

    static Stream<Arguments> badRequests() {
        return Stream.of(
                bad("model_id", r -> r.clearModelId()),
                bad("name", r -> r.setName("Bad_Name")),
                bad("rollout.max_surge_percent", r -> r.getRolloutBuilder().setMaxSurgePercent(0)),
                bad("rollout.when_full", r -> r.getRolloutBuilder().setWhenFullValue(7)),
                bad("request_id", r -> r.setRequestId("x".repeat(65))),
                bad("spec.image", r -> r.getSpecBuilder().clearImage()),
                bad(
                        "spec.instance_types[0]",
                        r -> r.getSpecBuilder().setInstanceTypes(0, "no-such-type")),
                bad("spec.port", r -> r.getSpecBuilder().setPort(70_000)),
                bad("spec.labels[mcm.dev/x]", r -> r.getSpecBuilder().putLabels("mcm.dev/x", "y")),
                bad("autoscaling.min_replica", r -> r.getAutoscalingBuilder().setMinReplica(-1)),
                bad(
                        "autoscaling.max_replica",
                        r -> r.getAutoscalingBuilder().setMinReplica(3).setMaxReplica(2)),
                bad(
                        "autoscaling.autoscaling_window_seconds",
                        r -> r.getAutoscalingBuilder().setAutoscalingWindowSeconds(5)),
                bad("#77", r -> r.setUnknownFields(unknown())),
                bad("spec.#77", r -> r.getSpecBuilder().setUnknownFields(unknown())));
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void aBadRequestNamesItsFieldAndWritesNothing(
            String field, Consumer<CreateDeploymentRequest.Builder> breakIt) {
        String before =
                atc.text("SELECT count(*) FROM deployments")
                        + atc.text("SELECT count(*) FROM deployment_specs");
        CreateDeploymentRequest.Builder request = api.valid();
        breakIt.accept(request);

        assertThat(
                        ApiWorld.violations(
                                () -> atc.deployments(DEV).createDeployment(request.build())))
                .containsExactly(field);
        assertThat(
                        atc.text("SELECT count(*) FROM deployments")
                                + atc.text("SELECT count(*) FROM deployment_specs"))
                .isEqualTo(before);
    }

    @Test
    void allViolationsComeAtOnce() {
        CreateDeploymentRequest.Builder request = api.valid().setName("Bad_Name");
        request.getSpecBuilder().setPort(-1).setInstanceTypes(0, "no-such-type");
        request.getAutoscalingBuilder().setMinReplica(-1);

        assertThat(
                        ApiWorld.violations(
                                () -> atc.deployments(DEV).createDeployment(request.build())))
                .containsExactlyInAnyOrder(
                        "name", "spec.port", "spec.instance_types[0]", "autoscaling.min_replica");
    }

    @Test
    void validateOnlyWritesNothing() {
        String before = atc.text("SELECT count(*) FROM deployments");

        Deployment preview =
                atc.deployments(DEV)
                        .createDeployment(api.valid().setValidateOnly(true).build())
                        .getDeployment();

        assertThat(preview.getSpec().getPort()).isEqualTo(8080);
        assertThat(atc.text("SELECT count(*) FROM deployments")).isEqualTo(before);
    }

    @Test
    void theSameRequestIdAnswersTheSameAndAnotherRequestUnderItIsRefused() {
        CreateDeploymentRequest request = api.valid().setRequestId("once-1").build();
        CreateDeploymentResponse first = atc.deployments(DEV).createDeployment(request);

        assertThat(atc.deployments(DEV).createDeployment(request)).isEqualTo(first);
        assertThat(
                        ApiWorld.code(() ->
                                atc.deployments(DEV)
                                        .createDeployment(
                                                request.toBuilder().setName("other").build())))
                .isEqualTo(Status.Code.ALREADY_EXISTS);
        assertThat(
                        atc.text(
                                "SELECT count(*) FROM deployments WHERE id = '"
                                        + first.getDeployment().getId()
                                        + "'"))
                .isEqualTo("1");
    }

    @Test
    void twoCallsAtTheSameTimeWithOneRequestIdCreateOneDeployment() {
        CreateDeploymentRequest request =
                api.valid().setRequestId("race-1").setName("race").build();

        Set<String> ids =
                new HashSet<>(
                        Stream.generate(() -> request)
                                .limit(8)
                                .parallel()
                                .map(r ->
                                        atc.deployments(DEV)
                                                .createDeployment(r)
                                                .getDeployment()
                                                .getId())
                                .toList());

        assertThat(ids).hasSize(1);
    }

    @Test
    void aNameIsUniqueInItsModel() {
        atc.deployments(DEV).createDeployment(api.valid().setName("unique").build());

        assertThat(
                        ApiWorld.code(() ->
                                atc.deployments(DEV)
                                        .createDeployment(api.valid().setName("unique").build())))
                .isEqualTo(Status.Code.ALREADY_EXISTS);
    }

    @Test
    void entitlementsAndRegionsAreFailedPreconditions() {
        String cpuOnly =
                atc.models("t-other")
                        .createModel(
                                CreateModelRequest.newBuilder()
                                        .setOrganizationId("other")
                                        .setName("m")
                                        .build())
                        .getModel()
                        .getId();
        CreateDeploymentRequest.Builder gpu = api.valid().setModelId(cpuOnly);
        CreateDeploymentRequest.Builder elsewhere = api.valid().setModelId(cpuOnly);
        elsewhere
                .getSpecBuilder()
                .setInstanceTypes(0, "cpu-1")
                .getPlacementBuilder()
                .addRequiredRegions("us-east-1");

        assertThat(ApiWorld.code(() -> atc.deployments("t-other").createDeployment(gpu.build())))
                .isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(
                        ApiWorld.code(() ->
                                atc.deployments("t-other").createDeployment(elsewhere.build())))
                .isEqualTo(Status.Code.FAILED_PRECONDITION);
    }

    @Test
    void whatBelongsToOthersDoesNotExist() {
        String id = api.create("private").getId();

        assertThat(ApiWorld.code(() -> api.get("t-other", id))).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(
                        ApiWorld.code(() ->
                                atc.deployments("t-other").createDeployment(api.valid().build())))
                .isEqualTo(Status.Code.NOT_FOUND);
        assertThat(
                        ApiWorld.code(() ->
                                atc.deployments("t-other")
                                        .deleteDeployment(
                                                DeleteDeploymentRequest.newBuilder()
                                                        .setId(id)
                                                        .build())))
                .isEqualTo(Status.Code.NOT_FOUND);
        assertThat(
                        atc.deployments("t-other")
                                .listDeployments(ListDeploymentsRequest.getDefaultInstance())
                                .getDeploymentsList())
                .isEmpty();
    }

    @Test
    void rolesLimitWhatACallerMayDo() {
        assertThat(
                        ApiWorld.code(() ->
                                atc.deployments("t-viewer").createDeployment(api.valid().build())))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(
                        ApiWorld.code(() ->
                                atc.deployments("nobody").createDeployment(api.valid().build())))
                .isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(
                        ApiWorld.code(() ->
                                atc.planes(DEV).listPlanes(ListPlanesRequest.getDefaultInstance())))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(
                        ApiWorld.code(() ->
                                atc.admin(DEV)
                                        .getSystemStatus(
                                                GetSystemStatusRequest.getDefaultInstance())))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void anUpdateOfTheSpecMakesANewVersionAndTheSameAgainChangesNothing() {
        Deployment created = api.create("updated");
        UpdateDeploymentRequest request =
                UpdateDeploymentRequest.newBuilder()
                        .setId(created.getId())
                        .setSpec(
                                DeploymentSpec.newBuilder()
                                        .setImage("registry.example.com/model:v2"))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("spec.image"))
                        .setEtag(created.getEtag())
                        .build();

        UpdateDeploymentResponse updated = atc.deployments(DEV).updateDeployment(request);
        assertThat(updated.getOutcome()).isEqualTo(UpdateOutcome.UPDATE_OUTCOME_ACCEPTED);
        assertThat(updated.getDeployment().getVersion()).isEqualTo(2);
        assertThat(updated.getDeployment().getSpec().getImage()).endsWith(":v2");
        assertThat(updated.getDeployment().getSpec().getInstanceTypesList())
                .containsExactly("a10-1");

        assertThat(ApiWorld.code(() -> atc.deployments(DEV).updateDeployment(request)))
                .isEqualTo(Status.Code.ABORTED);
        UpdateDeploymentResponse again =
                atc.deployments(DEV).updateDeployment(request.toBuilder().clearEtag().build());
        assertThat(again.getOutcome()).isEqualTo(UpdateOutcome.UPDATE_OUTCOME_UNCHANGED);
        assertThat(again.getDeployment().getEtag()).isEqualTo(updated.getDeployment().getEtag());
    }

    @Test
    void anUpdateOfTheAutoscalingKeepsTheVersion() {
        Deployment created = api.create("scaled");
        UpdateDeploymentRequest.Builder request =
                UpdateDeploymentRequest.newBuilder()
                        .setId(created.getId())
                        .setUpdateMask(FieldMask.newBuilder().addPaths("autoscaling.max_replica"));
        request.getAutoscalingBuilder().setMaxReplica(9);

        Deployment updated = atc.deployments(DEV).updateDeployment(request.build()).getDeployment();

        assertThat(updated.getVersion()).isEqualTo(1);
        assertThat(updated.getAutoscaling().getMaxReplica()).isEqualTo(9);
        assertThat(updated.getAutoscaling().getMinReplica())
                .isEqualTo(created.getAutoscaling().getMinReplica());
        assertThat(updated.getEtag()).isNotEqualTo(created.getEtag());
    }

    @Test
    void anUpdateOfTheRolloutKeepsTheVersionAndIsToldBack() {
        CreateDeploymentRequest.Builder request = api.valid();
        request.getRolloutBuilder().setMaxSurgePercent(50);
        Deployment created = atc.deployments(DEV).createDeployment(request.build()).getDeployment();
        UpdateDeploymentRequest.Builder update =
                UpdateDeploymentRequest.newBuilder()
                        .setId(created.getId())
                        .setUpdateMask(FieldMask.newBuilder().addPaths("rollout.when_full"));
        update.getRolloutBuilder().setWhenFull(WhenFull.WHEN_FULL_WAIT);

        atc.deployments(DEV).updateDeployment(update.build());

        Deployment now = api.get(DEV, created.getId());
        assertThat(now.getVersion()).isEqualTo(1);
        assertThat(now.getRollout())
                .isEqualTo(
                        new Rollout(50, 0, dev.mcm.state.deployment.WhenFull.WAIT, 1800).toProto());
        assertThat(
                        atc.deployments(DEV)
                                .listDeploymentVersions(
                                        ListDeploymentVersionsRequest.newBuilder()
                                                .setId(created.getId())
                                                .build())
                                .getVersionsList())
                .hasSize(1);
    }

    @Test
    void aBadUpdateIsRefusedAndWritesNothing() {
        Deployment created = api.create("bad-update");
        UpdateDeploymentRequest.Builder request =
                UpdateDeploymentRequest.newBuilder()
                        .setId(created.getId())
                        .setUpdateMask(
                                FieldMask.newBuilder()
                                        .addPaths("spec.port")
                                        .addPaths("autoscaling.min_replica")
                                        .addPaths("spec.instance_types"));
        request.getSpecBuilder().setPort(-4).addInstanceTypes("no-such-type");
        request.getAutoscalingBuilder().setMinReplica(-1);

        assertThat(
                        ApiWorld.violations(
                                () -> atc.deployments(DEV).updateDeployment(request.build())))
                .containsExactlyInAnyOrder(
                        "spec.port", "autoscaling.min_replica", "spec.instance_types[0]");
        assertThat(
                        ApiWorld.violations(() ->
                                atc.deployments(DEV)
                                        .updateDeployment(
                                                request.setUpdateMask(
                                                                FieldMask.newBuilder()
                                                                        .addPaths("spec.nope"))
                                                        .build())))
                .containsExactly("update_mask.paths[0]");
        assertThat(api.get(DEV, created.getId())).isEqualTo(created);
    }

    private static Arguments bad(String field, Consumer<CreateDeploymentRequest.Builder> breakIt) {
        return Arguments.of(field, breakIt);
    }

    private static UnknownFieldSet unknown() {
        return UnknownFieldSet.newBuilder()
                .addField(77, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
    }
}
