package dev.mcm.atc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.FieldMask;
import dev.mcm.atc.v1.*;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class OtherApiIT {
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
    void aDeletedDeploymentIsOnItsWayOutAndItsNameIsFree() {
        Deployment created = api.create("doomed");
        DeleteDeploymentRequest delete =
                DeleteDeploymentRequest.newBuilder().setId(created.getId()).build();

        assertThat(
                        ApiWorld.code(() ->
                                atc.deployments(DEV)
                                        .deleteDeployment(
                                                delete.toBuilder().setEtag("r99").build())))
                .isEqualTo(Status.Code.ABORTED);
        atc.deployments(DEV).deleteDeployment(delete);
        atc.deployments(DEV).deleteDeployment(delete);

        assertThat(api.get(DEV, created.getId()).getStatus())
                .isEqualTo(DeploymentStatus.DEPLOYMENT_STATUS_DEACTIVATING);
        assertThat(api.create("doomed").getId()).isNotEqualTo(created.getId());
        UpdateDeploymentRequest update =
                UpdateDeploymentRequest.newBuilder()
                        .setId(created.getId())
                        .setUpdateMask(FieldMask.newBuilder().addPaths("spec.port"))
                        .build();
        assertThat(ApiWorld.code(() -> atc.deployments(DEV).updateDeployment(update)))
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
                            .createDeployment(api.valid().setModelId(own).build())
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
                        ApiWorld.code(() ->
                                atc.deployments(DEV)
                                        .listDeployments(
                                                ListDeploymentsRequest.newBuilder()
                                                        .setPageToken("garbage")
                                                        .build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(
                        ApiWorld.code(() ->
                                atc.deployments(DEV)
                                        .listDeployments(
                                                ListDeploymentsRequest.newBuilder()
                                                        .setPageSize(-1)
                                                        .build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(
                        ApiWorld.code(() ->
                                atc.deployments(DEV)
                                        .listDeployments(
                                                ListDeploymentsRequest.newBuilder()
                                                        .addStatusesValue(99)
                                                        .build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void idsThatNameNothingAreNotFound() {
        assertThat(ApiWorld.code(() -> api.get(DEV, "d-0000000000")))
                .isEqualTo(Status.Code.NOT_FOUND);
        assertThat(ApiWorld.code(() -> api.get(DEV, "'; DROP TABLE deployments; --")))
                .isEqualTo(Status.Code.NOT_FOUND);
        assertThat(ApiWorld.code(() -> api.get(DEV, ""))).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void explainTellsTheStoredReasons() {
        String id = api.create("explained").getId();
        atc.planes("t-operator")
                .registerPlane(
                        RegisterPlaneRequest.newBuilder().setPlane(api.plane("aws-x")).build());
        atc.planes("t-operator")
                .registerPlane(
                        RegisterPlaneRequest.newBuilder().setPlane(api.plane("aws-y")).build());
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
        assertThat(explained.getPlacement().getVerdictsList())
                .filteredOn(verdict -> verdict.getPlaneId().startsWith("aws-"))
                .extracting(PlaneVerdict::getPlaneId, PlaneVerdict::getReason)
                .containsExactly(tuple("aws-x", "NO_CAPACITY"), tuple("aws-y", "NOT_ASKED"));
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
                                RegisterPlaneRequest.newBuilder()
                                        .setPlane(api.plane("gcp-1"))
                                        .build())
                        .getPlane();
        assertThat(registered.getState()).isEqualTo(PlaneState.PLANE_STATE_PENDING);

        planes.cordonPlane(
                CordonPlaneRequest.newBuilder().setId("gcp-1").setReason("maintenance").build());
        Plane changed = api.plane("gcp-1").toBuilder().setGatewayUrl("http://gw:81").build();
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

        Plane reserved =
                planes.registerPlane(
                                RegisterPlaneRequest.newBuilder()
                                        .setPlane(
                                                Plane.newBuilder()
                                                        .setId("gcp-1")
                                                        .addReservedFor("acme"))
                                        .setUpdateMask(
                                                FieldMask.newBuilder().addPaths("reserved_for"))
                                        .build())
                        .getPlane();
        assertThat(reserved.getReservedForList()).containsExactly("acme");
        assertThat(reserved.getGatewayUrl()).isEqualTo("http://gw:81");
        Plane open =
                planes.registerPlane(
                                RegisterPlaneRequest.newBuilder()
                                        .setPlane(Plane.newBuilder().setId("gcp-1"))
                                        .setUpdateMask(
                                                FieldMask.newBuilder().addPaths("reserved_for"))
                                        .build())
                        .getPlane();
        assertThat(open.getReservedForList()).isEmpty();
        Plane growing =
                planes.registerPlane(
                                RegisterPlaneRequest.newBuilder()
                                        .setPlane(
                                                Plane.newBuilder()
                                                        .setId("gcp-1")
                                                        .setProvisionTimeoutSeconds(300))
                                        .setUpdateMask(
                                                FieldMask.newBuilder()
                                                        .addPaths("provision_timeout_seconds"))
                                        .build())
                        .getPlane();
        assertThat(growing.getProvisionTimeoutSeconds()).isEqualTo(300);

        Plane bad =
                api.plane("gcp-2").toBuilder()
                        .setApiUrl("ftp://x")
                        .setCredentialsRef("../etc/passwd")
                        .setRegion("")
                        .addReservedFor("No Id")
                        .setProvisionTimeoutSeconds(-1)
                        .build();
        assertThat(
                        ApiWorld.violations(() ->
                                planes.registerPlane(
                                        RegisterPlaneRequest.newBuilder().setPlane(bad).build())))
                .containsExactlyInAnyOrder(
                        "plane.api_url",
                        "plane.credentials_ref",
                        "plane.provision_timeout_seconds",
                        "plane.region",
                        "plane.reserved_for[0]");
        assertThat(
                        ApiWorld.violations(() ->
                                planes.cordonPlane(
                                        CordonPlaneRequest.newBuilder().setId("gcp-1").build())))
                .containsExactly("reason");
        assertThat(
                        ApiWorld.code(() ->
                                planes.getPlane(
                                        GetPlaneRequest.newBuilder().setId("none").build())))
                .isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void aPlaneIsDrainedUntilThatIsTakenBackAndNotWhileItIsDeclaredLost() {
        PlaneServiceGrpc.PlaneServiceBlockingStub planes = atc.planes("t-operator");
        planes.registerPlane(
                RegisterPlaneRequest.newBuilder().setPlane(api.plane("drain-1")).build());
        DrainPlaneRequest request =
                DrainPlaneRequest.newBuilder().setId("drain-1").setReason("kernel").build();
        DeclarePlaneRequest.Builder word = DeclarePlaneRequest.newBuilder().setId("drain-1");

        PlaneDrain drain = planes.drainPlane(request).getPlane().getDrain();
        assertThat(drain.getReason()).isEqualTo("kernel");
        assertThat(drain.getReplicasLeft()).isZero();
        assertThat(planes.listPlanes(ListPlanesRequest.getDefaultInstance()).getPlanesList())
                .filteredOn(Plane::hasDrain)
                .extracting(Plane::getId)
                .containsExactly("drain-1");

        planes.declarePlane(
                word.setKind(PlaneOrderKind.PLANE_ORDER_KIND_LOST).setReason("fire").build());
        assertThat(ApiWorld.code(() -> planes.drainPlane(request)))
                .isEqualTo(Status.Code.FAILED_PRECONDITION);
        CancelPlaneDrainRequest cancel =
                CancelPlaneDrainRequest.newBuilder().setId("drain-1").build();
        assertThat(planes.cancelPlaneDrain(cancel).getPlane().getOrder().getKind())
                .isEqualTo(PlaneOrderKind.PLANE_ORDER_KIND_LOST);
        planes.declarePlane(
                word.setKind(PlaneOrderKind.PLANE_ORDER_KIND_NONE).setReason("").build());
        assertThat(planes.drainPlane(request).getPlane().hasDrain()).isTrue();
        assertThat(planes.cancelPlaneDrain(cancel).getPlane().hasDrain()).isFalse();
    }

    @Test
    void modelsInUseCannotBeDeleted() {
        assertThat(
                        ApiWorld.code(() ->
                                atc.models(DEV)
                                        .deleteModel(
                                                DeleteModelRequest.newBuilder()
                                                        .setId(
                                                                api.create("holds-model")
                                                                        .getModelId())
                                                        .build())))
                .isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(
                        ApiWorld.code(() ->
                                atc.models(DEV)
                                        .createModel(
                                                CreateModelRequest.newBuilder()
                                                        .setOrganizationId("acme")
                                                        .setName("llama")
                                                        .build())))
                .isEqualTo(Status.Code.ALREADY_EXISTS);
        assertThat(
                        ApiWorld.code(() ->
                                atc.models(DEV)
                                        .createModel(
                                                CreateModelRequest.newBuilder()
                                                        .setOrganizationId("other")
                                                        .setName("x")
                                                        .build())))
                .isEqualTo(Status.Code.NOT_FOUND);
    }
}
