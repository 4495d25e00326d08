package dev.mcm.atc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import dev.mcm.atc.v1.*;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Shape;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// ATC's API with two organisations, two instance types and a model.
final class ApiWorld {
    static final String DEV = "t-developer";

    final AtcStack atc;
    final String model;

    ApiWorld() throws Exception {
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

    Plane plane(String id) {
        return Plane.newBuilder()
                .setId(id)
                .setProvider("aws")
                .setRegion("us-east-1")
                .setApiUrl("https://127.0.0.1:6443")
                .setCredentialsRef(id + ".kubeconfig")
                .setGatewayUrl("http://127.0.0.1:80")
                .build();
    }

    Deployment create(String name) {
        return atc.deployments(DEV).createDeployment(valid().setName(name).build()).getDeployment();
    }

    Deployment get(String token, String id) {
        return atc.deployments(token)
                .getDeployment(GetDeploymentRequest.newBuilder().setId(id).build())
                .getDeployment();
    }

    CreateDeploymentRequest.Builder valid() {
        return CreateDeploymentRequest.newBuilder()
                .setModelId(model)
                .setSpec(
                        DeploymentSpec.newBuilder()
                                .setImage("registry.example.com/model:v1")
                                .addInstanceTypes("a10-1"));
    }

    void organization(String id, boolean cpu, boolean gpu, String... regions) {
        Organization organization =
                Organization.newBuilder()
                        .setId(id)
                        .setCpuDeployments(cpu)
                        .setGpuDeployments(gpu)
                        .addAllAllowedRegions(List.of(regions))
                        .build();
        atc.organizations("t-admin")
                .createOrganization(
                        CreateOrganizationRequest.newBuilder()
                                .setOrganization(organization)
                                .build());
    }

    void instanceType(String name, Shape shape) {
        InstanceType type = InstanceType.newBuilder().setName(name).setShape(shape).build();
        atc.instanceTypes("t-operator")
                .putInstanceType(PutInstanceTypeRequest.newBuilder().setInstanceType(type).build());
    }

    static Status.Code code(ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call).getStatus().getCode();
    }

    static List<String> violations(ThrowingCallable call) {
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
