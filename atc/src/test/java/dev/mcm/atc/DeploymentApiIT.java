package dev.mcm.atc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.rpc.BadRequest;
import dev.mcm.atc.v1.*;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Shape;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DeploymentApiIT {
    private static final String DEV = "t-developer";
    private static AtcStack atc;
    private static String model;

    @BeforeAll
    static void start() throws Exception {
        atc = new AtcStack();
        organization("acme", true, true);
        organization("other", true, false, "eu-west-1");
        instanceType("cpu-1", Shape.newBuilder().setCpuMilli(1000).setMemoryMib(2048).build());
        instanceType(
                "a10-1",
                Shape.newBuilder()
                        .setCpuMilli(4000)
                        .setMemoryMib(16384)
                        .setGpuCount(1)
                        .setGpuType("A10")
                        .build());
        model =
                atc.models(DEV)
                        .createModel(
                                CreateModelRequest.newBuilder()
                                        .setOrganizationId("acme")
                                        .setName("llama")
                                        .build())
                        .getModel()
                        .getId();
    }

    @AfterAll
    static void stop() throws Exception {
        atc.close();
    }

    @Test
    void aDeploymentIsCreatedWithAllDefaultsFilledInAndCanBeRead() {
        Deployment created = atc.deployments(DEV).createDeployment(valid().build()).getDeployment();

        assertThat(created.getId()).matches("d-[0-9a-z]{10}");
        assertThat(created.getOrganizationId()).isEqualTo("acme");
        assertThat(created.getName()).isNotEmpty();
        assertThat(created.getVersion()).isEqualTo(1);
        assertThat(created.getSpec().getPort()).isEqualTo(8080);
        assertThat(created.getAutoscaling().getScaleDownDelaySeconds()).isEqualTo(900);
        assertThat(created.getStatus()).isEqualTo(DeploymentStatus.DEPLOYMENT_STATUS_DEPLOYING);
        assertThat(get("t-viewer", created.getId())).isEqualTo(created);
    }

    static Stream<Arguments> badRequests() {
        return Stream.of(
                bad("model_id", r -> r.clearModelId()),
                bad("name", r -> r.setName("Bad_Name")),
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
        CreateDeploymentRequest.Builder request = valid();
        breakIt.accept(request);

        assertThat(violations(() -> atc.deployments(DEV).createDeployment(request.build())))
                .containsExactly(field);
        assertThat(
                        atc.text("SELECT count(*) FROM deployments")
                                + atc.text("SELECT count(*) FROM deployment_specs"))
                .isEqualTo(before);
    }

    @Test
    void allViolationsComeAtOnce() {
        CreateDeploymentRequest.Builder request = valid().setName("Bad_Name");
        request.getSpecBuilder().setPort(-1).setInstanceTypes(0, "no-such-type");
        request.getAutoscalingBuilder().setMinReplica(-1);

        assertThat(violations(() -> atc.deployments(DEV).createDeployment(request.build())))
                .containsExactlyInAnyOrder(
                        "name", "spec.port", "spec.instance_types[0]", "autoscaling.min_replica");
    }

    @Test
    void validateOnlyWritesNothing() {
        String before = atc.text("SELECT count(*) FROM deployments");

        Deployment preview =
                atc.deployments(DEV)
                        .createDeployment(valid().setValidateOnly(true).build())
                        .getDeployment();

        assertThat(preview.getSpec().getPort()).isEqualTo(8080);
        assertThat(atc.text("SELECT count(*) FROM deployments")).isEqualTo(before);
    }

    @Test
    void theSameRequestIdAnswersTheSameAndAnotherRequestUnderItIsRefused() {
        CreateDeploymentRequest request = valid().setRequestId("once-1").build();
        CreateDeploymentResponse first = atc.deployments(DEV).createDeployment(request);

        assertThat(atc.deployments(DEV).createDeployment(request)).isEqualTo(first);
        assertThat(
                        code(() ->
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
        CreateDeploymentRequest request = valid().setRequestId("race-1").setName("race").build();

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
        atc.deployments(DEV).createDeployment(valid().setName("unique").build());

        assertThat(
                        code(() ->
                                atc.deployments(DEV)
                                        .createDeployment(valid().setName("unique").build())))
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
        CreateDeploymentRequest.Builder gpu = valid().setModelId(cpuOnly);
        CreateDeploymentRequest.Builder elsewhere = valid().setModelId(cpuOnly);
        elsewhere
                .getSpecBuilder()
                .setInstanceTypes(0, "cpu-1")
                .getPlacementBuilder()
                .addRequiredRegions("us-east-1");

        assertThat(code(() -> atc.deployments("t-other").createDeployment(gpu.build())))
                .isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(code(() -> atc.deployments("t-other").createDeployment(elsewhere.build())))
                .isEqualTo(Status.Code.FAILED_PRECONDITION);
    }

    @Test
    void whatBelongsToOthersDoesNotExist() {
        String id = create("private").getId();

        assertThat(code(() -> get("t-other", id))).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(code(() -> atc.deployments("t-other").createDeployment(valid().build())))
                .isEqualTo(Status.Code.NOT_FOUND);
        assertThat(
                        code(() ->
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
        assertThat(code(() -> atc.deployments("t-viewer").createDeployment(valid().build())))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(code(() -> atc.deployments("nobody").createDeployment(valid().build())))
                .isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(code(() -> atc.planes(DEV).listPlanes(ListPlanesRequest.getDefaultInstance())))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(
                        code(() ->
                                atc.admin(DEV)
                                        .getSystemStatus(
                                                GetSystemStatusRequest.getDefaultInstance())))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void anUpdateOfTheSpecMakesANewVersionAndTheSameAgainChangesNothing() {
        Deployment created = create("updated");
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

        assertThat(code(() -> atc.deployments(DEV).updateDeployment(request)))
                .isEqualTo(Status.Code.ABORTED);
        UpdateDeploymentResponse again =
                atc.deployments(DEV).updateDeployment(request.toBuilder().clearEtag().build());
        assertThat(again.getOutcome()).isEqualTo(UpdateOutcome.UPDATE_OUTCOME_UNCHANGED);
        assertThat(again.getDeployment().getEtag()).isEqualTo(updated.getDeployment().getEtag());
    }

    @Test
    void anUpdateOfTheAutoscalingKeepsTheVersion() {
        Deployment created = create("scaled");
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
    void aBadUpdateIsRefusedAndWritesNothing() {
        Deployment created = create("bad-update");
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

        assertThat(violations(() -> atc.deployments(DEV).updateDeployment(request.build())))
                .containsExactlyInAnyOrder(
                        "spec.port", "autoscaling.min_replica", "spec.instance_types[0]");
        assertThat(
                        violations(() ->
                                atc.deployments(DEV)
                                        .updateDeployment(
                                                request.setUpdateMask(
                                                                FieldMask.newBuilder()
                                                                        .addPaths("spec.nope"))
                                                        .build())))
                .containsExactly("update_mask.paths[0]");
        assertThat(get(DEV, created.getId())).isEqualTo(created);
    }

    @Test
    void aDeletedDeploymentIsOnItsWayOutAndItsNameIsFree() {
        Deployment created = create("doomed");
        DeleteDeploymentRequest delete =
                DeleteDeploymentRequest.newBuilder().setId(created.getId()).build();

        assertThat(
                        code(() ->
                                atc.deployments(DEV)
                                        .deleteDeployment(
                                                delete.toBuilder().setEtag("r99").build())))
                .isEqualTo(Status.Code.ABORTED);
        atc.deployments(DEV).deleteDeployment(delete);
        atc.deployments(DEV).deleteDeployment(delete);

        assertThat(get(DEV, created.getId()).getStatus())
                .isEqualTo(DeploymentStatus.DEPLOYMENT_STATUS_DEACTIVATING);
        assertThat(create("doomed").getId()).isNotEqualTo(created.getId());
        UpdateDeploymentRequest update =
                UpdateDeploymentRequest.newBuilder()
                        .setId(created.getId())
                        .setUpdateMask(FieldMask.newBuilder().addPaths("spec.port"))
                        .build();
        assertThat(code(() -> atc.deployments(DEV).updateDeployment(update)))
                .isEqualTo(Status.Code.FAILED_PRECONDITION);
    }

    @Test
    void pagesCoverEverythingOnceNewestFirst() {
        String own =
                atc.models(DEV)
                        .createModel(
                                CreateModelRequest.newBuilder()
                                        .setOrganizationId("acme")
                                        .setName("paged")
                                        .build())
                        .getModel()
                        .getId();
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            created.addFirst(
                    atc.deployments(DEV)
                            .createDeployment(valid().setModelId(own).build())
                            .getDeployment()
                            .getId());
        }

        List<String> listed = new ArrayList<>();
        String token = "";
        do {
            ListDeploymentsRequest request =
                    ListDeploymentsRequest.newBuilder()
                            .setModelId(own)
                            .setPageSize(3)
                            .setPageToken(token)
                            .addStatuses(DeploymentStatus.DEPLOYMENT_STATUS_DEPLOYING)
                            .build();
            ListDeploymentsResponse page = atc.deployments(DEV).listDeployments(request);
            page.getDeploymentsList().forEach(deployment -> listed.add(deployment.getId()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());

        assertThat(listed).isEqualTo(created);
        assertThat(
                        code(() ->
                                atc.deployments(DEV)
                                        .listDeployments(
                                                ListDeploymentsRequest.newBuilder()
                                                        .setPageToken("garbage")
                                                        .build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(
                        code(() ->
                                atc.deployments(DEV)
                                        .listDeployments(
                                                ListDeploymentsRequest.newBuilder()
                                                        .setPageSize(-1)
                                                        .build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(
                        code(() ->
                                atc.deployments(DEV)
                                        .listDeployments(
                                                ListDeploymentsRequest.newBuilder()
                                                        .addStatusesValue(99)
                                                        .build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void idsThatNameNothingAreNotFound() {
        assertThat(code(() -> get(DEV, "d-0000000000"))).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(code(() -> get(DEV, "'; DROP TABLE deployments; --")))
                .isEqualTo(Status.Code.NOT_FOUND);
        assertThat(code(() -> get(DEV, ""))).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void explainTellsTheStoredReasons() {
        String id = create("explained").getId();
        atc.planes("t-operator")
                .registerPlane(RegisterPlaneRequest.newBuilder().setPlane(plane("aws-x")).build());
        atc.sql(
                "INSERT INTO scale_targets VALUES ('"
                        + id
                        + "', 3, 'CONCURRENCY', 'because of 3', 1, now())",
                "INSERT INTO placement_summaries VALUES ('"
                        + id
                        + "', 3, 1, 2, 'NO_CAPACITY', now())",
                "INSERT INTO placement_verdicts VALUES ('"
                        + id
                        + "', '[{\"plane\":\"aws-x\",\"reason\":\"NO_CAPACITY\",\"message\":\"full\",\"placed\":1}]',"
                        + " now())",
                "INSERT INTO pushes VALUES ('"
                        + id
                        + "', 'aws-x', 7, 5, 'refused', 2, now(), now())");

        ExplainDeploymentResponse explained =
                atc.deployments("t-viewer")
                        .explainDeployment(ExplainDeploymentRequest.newBuilder().setId(id).build());

        assertThat(explained.getScale().getReason()).isEqualTo("CONCURRENCY");
        assertThat(explained.getPlacement().getPending()).isEqualTo(2);
        assertThat(explained.getPlacement().getVerdicts(0).getMessage()).isEqualTo("full");
        assertThat(explained.getPushes(0).getError()).isEqualTo("refused");
        assertThat(explained.getDeployment().getReplicas().getDesired()).isEqualTo(3);
    }

    @Test
    void theSystemStatusNamesWhatIsMissing() {
        GetSystemStatusResponse status =
                atc.admin("t-operator")
                        .getSystemStatus(GetSystemStatusRequest.getDefaultInstance());

        assertThat(status.getHealthy()).isFalse();
        assertThat(status.getProblemsList())
                .contains("nobody holds role scheduler", "nobody holds role atc-pusher");
        assertThat(status.getCounts().getDeployments()).isPositive();
    }

    @Test
    void planesAreRegisteredChangedAndCordoned() {
        PlaneServiceGrpc.PlaneServiceBlockingStub planes = atc.planes("t-operator");
        Plane registered =
                planes.registerPlane(
                                RegisterPlaneRequest.newBuilder().setPlane(plane("gcp-1")).build())
                        .getPlane();
        assertThat(registered.getState()).isEqualTo(PlaneState.PLANE_STATE_PENDING);

        planes.cordonPlane(
                CordonPlaneRequest.newBuilder().setId("gcp-1").setReason("maintenance").build());
        Plane changed = plane("gcp-1").toBuilder().setGatewayUrl("http://gw:81").build();
        Plane after =
                planes.registerPlane(RegisterPlaneRequest.newBuilder().setPlane(changed).build())
                        .getPlane();
        assertThat(after.getGatewayUrl()).isEqualTo("http://gw:81");
        assertThat(after.getCordoned()).isTrue();
        assertThat(after.getCordonReason()).isEqualTo("maintenance");
        assertThat(
                        planes.uncordonPlane(
                                        UncordonPlaneRequest.newBuilder().setId("gcp-1").build())
                                .getPlane()
                                .getCordoned())
                .isFalse();

        Plane bad =
                plane("gcp-2").toBuilder()
                        .setApiUrl("ftp://x")
                        .setCredentialsRef("../etc/passwd")
                        .setRegion("")
                        .build();
        assertThat(
                        violations(() ->
                                planes.registerPlane(
                                        RegisterPlaneRequest.newBuilder().setPlane(bad).build())))
                .containsExactlyInAnyOrder(
                        "plane.api_url", "plane.credentials_ref", "plane.region");
        assertThat(
                        violations(() ->
                                planes.cordonPlane(
                                        CordonPlaneRequest.newBuilder().setId("gcp-1").build())))
                .containsExactly("reason");
        assertThat(code(() -> planes.getPlane(GetPlaneRequest.newBuilder().setId("none").build())))
                .isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void modelsInUseCannotBeDeleted() {
        assertThat(
                        code(() ->
                                atc.models(DEV)
                                        .deleteModel(
                                                DeleteModelRequest.newBuilder()
                                                        .setId(create("holds-model").getModelId())
                                                        .build())))
                .isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(
                        code(() ->
                                atc.models(DEV)
                                        .createModel(
                                                CreateModelRequest.newBuilder()
                                                        .setOrganizationId("acme")
                                                        .setName("llama")
                                                        .build())))
                .isEqualTo(Status.Code.ALREADY_EXISTS);
        assertThat(
                        code(() ->
                                atc.models(DEV)
                                        .createModel(
                                                CreateModelRequest.newBuilder()
                                                        .setOrganizationId("other")
                                                        .setName("x")
                                                        .build())))
                .isEqualTo(Status.Code.NOT_FOUND);
    }

    private static Plane plane(String id) {
        return Plane.newBuilder()
                .setId(id)
                .setProvider("aws")
                .setRegion("us-east-1")
                .setApiUrl("https://127.0.0.1:6443")
                .setCredentialsRef(id + ".kubeconfig")
                .setGatewayUrl("http://127.0.0.1:80")
                .build();
    }

    private static Deployment create(String name) {
        return atc.deployments(DEV).createDeployment(valid().setName(name).build()).getDeployment();
    }

    private static Deployment get(String token, String id) {
        return atc.deployments(token)
                .getDeployment(GetDeploymentRequest.newBuilder().setId(id).build())
                .getDeployment();
    }

    private static CreateDeploymentRequest.Builder valid() {
        return CreateDeploymentRequest.newBuilder()
                .setModelId(model)
                .setSpec(
                        DeploymentSpec.newBuilder()
                                .setImage("registry.example.com/model:v1")
                                .addInstanceTypes("a10-1"));
    }

    private static Arguments bad(String field, Consumer<CreateDeploymentRequest.Builder> breakIt) {
        return Arguments.of(field, breakIt);
    }

    private static UnknownFieldSet unknown() {
        return UnknownFieldSet.newBuilder()
                .addField(77, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
    }

    private static void organization(String id, boolean cpu, boolean gpu, String... regions) {
        Organization organization =
                Organization.newBuilder()
                        .setId(id)
                        .setCpuDeployments(cpu)
                        .setGpuDeployments(gpu)
                        .addAllAllowedRegions(List.of(regions))
                        .build();
        atc.organizations("t-operator")
                .createOrganization(
                        CreateOrganizationRequest.newBuilder()
                                .setOrganization(organization)
                                .build());
    }

    private static void instanceType(String name, Shape shape) {
        InstanceType type = InstanceType.newBuilder().setName(name).setShape(shape).build();
        atc.instanceTypes("t-operator")
                .putInstanceType(PutInstanceTypeRequest.newBuilder().setInstanceType(type).build());
    }

    private static Status.Code code(ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call).getStatus().getCode();
    }

    private static List<String> violations(ThrowingCallable call) {
        StatusRuntimeException error = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(error.getStatus().getCode())
                .as(error.getMessage())
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        return StatusProto.fromThrowable(error).getDetailsList().stream()
                .filter(detail -> detail.is(BadRequest.class))
                .flatMap(detail -> unpack(detail).getFieldViolationsList().stream())
                .map(BadRequest.FieldViolation::getField)
                .toList();
    }

    private static BadRequest unpack(com.google.protobuf.Any detail) {
        try {
            return detail.unpack(BadRequest.class);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
