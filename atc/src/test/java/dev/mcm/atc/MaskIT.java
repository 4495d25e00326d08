package dev.mcm.atc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import dev.mcm.atc.v1.*;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Resources;
import dev.mcm.type.v1.Shape;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A change changes what it names.
final class MaskIT {
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
    void anOrganizationKeepsItsRegionsUntilTheMaskNamesThem() {
        api.organization("masked", true, false, "eu-west-1");
        Organization gpus =
                Organization.newBuilder().setId("masked").setGpuDeployments(true).build();

        Organization after = update(gpus, "gpu_deployments");
        assertThat(after.getGpuDeployments()).isTrue();
        assertThat(after.getCpuDeployments()).isTrue();
        assertThat(after.getAllowedRegionsList()).containsExactly("eu-west-1");

        assertThat(update(gpus, "allowed_regions").getAllowedRegionsList()).isEmpty();
    }

    @Test
    void withoutAMaskWhatMayHaveBeenLeftOutIsRefusedAndWhatIsGivenIsTaken() {
        api.organization("unmasked", true, false, "eu-west-1");
        Organization.Builder given =
                Organization.newBuilder().setId("unmasked").setGpuDeployments(true);

        assertThat(ApiWorld.violations(() -> update(given.build())))
                .containsExactlyInAnyOrder(
                        "organization.allowed_regions", "organization.cpu_deployments");

        Organization after =
                update(given.setCpuDeployments(true).addAllowedRegions("us-east-1").build());
        assertThat(after.getAllowedRegionsList()).containsExactly("us-east-1");
        assertThat(after.getGpuDeployments()).isTrue();
    }

    @Test
    void aStaleEtagAndAPathThatNamesNothingAreRefused() {
        api.organization("etagged", true, true);
        Organization named = Organization.newBuilder().setId("etagged").setDisplayName("E").build();
        String etag = update(named, "display_name").getEtag();
        UpdateOrganizationRequest.Builder request =
                UpdateOrganizationRequest.newBuilder()
                        .setOrganization(named.toBuilder().setDisplayName("F"))
                        .setUpdateMask(mask("display_name"))
                        .setEtag(etag);

        OrganizationServiceGrpc.OrganizationServiceBlockingStub admin =
                atc.organizations("t-tenants");
        admin.updateOrganization(request.build());
        assertThat(ApiWorld.code(() -> admin.updateOrganization(request.build())))
                .isEqualTo(Status.Code.ABORTED);
        assertThat(ApiWorld.violations(() -> update(named, "display_name", "id", "created_at")))
                .containsExactly("update_mask.paths[1]", "update_mask.paths[2]");
    }

    @Test
    void aPlaneThatIsRegisteredAgainKeepsWhatIsNotNamed() {
        Plane sharing = api.plane("share-1").toBuilder().setSharesGpus(true).build();
        register(sharing);

        assertThat(ApiWorld.violations(() -> register(api.plane("share-1"))))
                .containsExactly("plane.shares_gpus");
        Plane moved =
                Plane.newBuilder().setId("share-1").setGatewayUrl("http://gateway:81").build();
        Plane after = register(moved, "gateway_url");

        assertThat(after.getGatewayUrl()).isEqualTo("http://gateway:81");
        assertThat(after.getSharesGpus()).isTrue();
        assertThat(after.getRegion()).isEqualTo(sharing.getRegion());
        assertThat(register(moved, "shares_gpus").getSharesGpus()).isFalse();
        assertThat(ApiWorld.violations(() -> register(moved, "region")))
                .containsExactly("plane.region");
        assertThat(ApiWorld.violations(() -> register(moved, "cordoned")))
                .containsExactly("update_mask.paths[0]");
    }

    @Test
    void aNewPlaneNeedsAllItsFieldsWhateverTheMaskNames() {
        Plane given = api.plane("new-1");

        assertThat(ApiWorld.violations(() -> register(given, "provider", "region", "api_url")))
                .containsExactlyInAnyOrder("plane.credentials_ref", "plane.gateway_url");
    }

    @Test
    void anInstanceTypeKeepsItsGpusUntilTheMaskNamesThem() {
        Shape cpu = Shape.newBuilder().setCpuMilli(8000).setMemoryMib(100).build();
        api.instanceType("gpu-kept", cpu.toBuilder().setGpuCount(2).setGpuType("A10").build());

        assertThat(ApiWorld.violations(() -> api.instanceType("gpu-kept", cpu)))
                .containsExactlyInAnyOrder(
                        "instance_type.shape.gpu_count",
                        "instance_type.shape.gpu_milli",
                        "instance_type.shape.gpu_type");
        Shape after =
                atc.instanceTypes("t-operator")
                        .putInstanceType(
                                PutInstanceTypeRequest.newBuilder()
                                        .setInstanceType(
                                                InstanceType.newBuilder()
                                                        .setName("gpu-kept")
                                                        .setShape(cpu.toBuilder().setMemoryMib(7)))
                                        .setUpdateMask(mask("shape.memory_mib"))
                                        .build())
                        .getInstanceType()
                        .getShape();
        assertThat(after.getMemoryMib()).isEqualTo(7);
        assertThat(after.getGpuCount()).isEqualTo(2);
        assertThat(after.getGpuMilli()).isEqualTo(1000);
    }

    @Test
    void leavesOfADeploymentsSpecChangeAlone() {
        String id = gpuDeployment();

        Deployment resized =
                update(
                        id,
                        DeploymentSpec.newBuilder()
                                .setResources(
                                        Resources.newBuilder()
                                                .setCpuMilli(8000)
                                                .setMemoryMib(65_536))
                                .build(),
                        "spec.resources.cpu_milli",
                        "spec.resources.memory_mib");
        assertThat(resized.getSpec().getResources().getGpuCount()).isEqualTo(1);
        assertThat(resized.getSpec().getResources().getGpuTypesList()).containsExactly("A10");
        assertThat(resized.getSpec().getResources().getCpuMilli()).isEqualTo(8000);

        Deployment wider =
                update(
                        id,
                        DeploymentSpec.newBuilder()
                                .setResources(Resources.newBuilder().setGpuCount(2))
                                .build(),
                        "spec.resources.gpu_count");
        assertThat(wider.getSpec().getResources().getGpuCount()).isEqualTo(2);
        assertThat(wider.getSpec().getResources().getMemoryMib()).isEqualTo(65_536);

        DeploymentSpec.Builder region = DeploymentSpec.newBuilder();
        region.getPlacementBuilder().addRequiredRegions("eu-1");
        Deployment moved = update(id, region.build(), "spec.placement.required_regions");
        assertThat(moved.getSpec().getPlacement().getDeniedPlanesList()).containsExactly("bad-1");
        assertThat(moved.getSpec().getPlacement().getMaxPlaneSharePercent()).isEqualTo(50);
    }

    @Test
    void oneVariableIsSetChangedOrRemovedAndTheOthersStay() {
        String id = gpuDeployment();
        DeploymentSpec given =
                DeploymentSpec.newBuilder().putEnv("A", "new").putEnv("with.dots", "x").build();

        Deployment after =
                update(id, given, "spec.env.A", "spec.env.with.dots", "spec.env.B", "spec.env.Z");

        assertThat(after.getSpec().getEnvMap())
                .isEqualTo(Map.of("A", "new", "with.dots", "x", "C", "3"));
        assertThat(update(id, given, "spec.env").getSpec().getEnvMap())
                .isEqualTo(given.getEnvMap());
    }

    @Test
    void twoTenantsCallersOfOneNameDoNotShareAnswers() {
        CreateModelRequest.Builder request =
                CreateModelRequest.newBuilder().setName("same").setRequestId("1");

        Model own =
                atc.models("t-acme-django")
                        .createModel(request.setOrganizationId("acme").build())
                        .getModel();
        Model others =
                atc.models("t-other-django")
                        .createModel(request.setOrganizationId("other").build())
                        .getModel();

        assertThat(own.getOrganizationId()).isEqualTo("acme");
        assertThat(others.getOrganizationId()).isEqualTo("other");
    }

    private static String gpuDeployment() {
        CreateDeploymentRequest.Builder request = api.valid();
        request.getSpecBuilder()
                .clearInstanceTypes()
                .putAllEnv(Map.of("A", "1", "B", "2", "C", "3"))
                .setResources(
                        Resources.newBuilder()
                                .setCpuMilli(4000)
                                .setMemoryMib(16_384)
                                .setGpuCount(1)
                                .addGpuTypes("A10"))
                .getPlacementBuilder()
                .addDeniedPlanes("bad-1")
                .setMaxPlaneSharePercent(50);
        return atc.deployments(DEV).createDeployment(request.build()).getDeployment().getId();
    }

    private static Deployment update(String id, DeploymentSpec spec, String... paths) {
        return atc.deployments(DEV)
                .updateDeployment(
                        UpdateDeploymentRequest.newBuilder()
                                .setId(id)
                                .setSpec(spec)
                                .setUpdateMask(mask(paths))
                                .build())
                .getDeployment();
    }

    private static Organization update(Organization given, String... paths) {
        return atc.organizations("t-tenants")
                .updateOrganization(
                        UpdateOrganizationRequest.newBuilder()
                                .setOrganization(given)
                                .setUpdateMask(mask(paths))
                                .build())
                .getOrganization();
    }

    private static Plane register(Plane given, String... paths) {
        return atc.planes("t-operator")
                .registerPlane(
                        RegisterPlaneRequest.newBuilder()
                                .setPlane(given)
                                .setUpdateMask(mask(paths))
                                .build())
                .getPlane();
    }

    private static FieldMask mask(String... paths) {
        return FieldMask.newBuilder().addAllPaths(List.of(paths)).build();
    }
}
