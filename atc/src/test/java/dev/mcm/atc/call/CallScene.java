package dev.mcm.atc.call;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.access.Role;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.ErrorDetail;
import dev.mcm.shared.error.FieldViolation;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.IdSource;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.state.instancetype.InstanceType;
import dev.mcm.state.model.Model;
import dev.mcm.state.organization.Organization;
import dev.mcm.type.v1.DeploymentSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Two organisations, two instance types and a model, on a clock that moves by a second a reading.
final class CallScene {
    static final OrganizationId ACME = new OrganizationId("acme");
    static final OrganizationId OTHER = new OrganizationId("other");
    static final ModelId MODEL = new ModelId("m-0000000001");
    static final ModelId OTHERS_MODEL = new ModelId("m-0000000002");
    static final Caller DEV = new Caller("dave", Role.DEVELOPER, ACME);
    static final Caller STRANGER = new Caller("dave", Role.DEVELOPER, OTHER);
    static final Caller ALL = new Caller("olga", Role.OPERATOR, null);

    final FakeControl control = new FakeControl();
    final IdSource ids = new IdSource(RandomSource.seeded(1));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    final InstantSource clock =
            () -> {
                now = now.plus(Duration.ofSeconds(1));
                return now;
            };

    CallScene() {
        control.change(rows -> {
            rows.organizations.put(ACME, organization(ACME, true, true));
            rows.organizations.put(OTHER, organization(OTHER, true, false));
            rows.models.put(MODEL, new Model(MODEL, ACME, "llama", Instant.EPOCH));
            rows.models.put(OTHERS_MODEL, new Model(OTHERS_MODEL, OTHER, "mistral", Instant.EPOCH));
            instanceType(rows, "cpu-1", 0, "");
            instanceType(rows, "a10-1", 1, "A10");
        });
    }

    static Organization organization(OrganizationId id, boolean cpu, boolean gpu) {
        return new Organization(id, id.value(), List.of(), cpu, gpu, 1, Instant.EPOCH);
    }

    static void instanceType(FakeRows rows, String name, int gpus, String gpuType) {
        InstanceTypeName id = new InstanceTypeName(name);
        rows.instanceTypes.put(
                id, new InstanceType(id, 1000, 2048, gpus, gpus * 1000, gpuType, Instant.EPOCH));
    }

    static CreateDeploymentRequest.Builder valid(String name) {
        return CreateDeploymentRequest.newBuilder()
                .setModelId(MODEL.value())
                .setName(name)
                .setSpec(
                        DeploymentSpec.newBuilder()
                                .setImage("registry.example.com/model:v1")
                                .addInstanceTypes("a10-1"));
    }

    CreateDeploymentCall creating() {
        return new CreateDeploymentCall(control.deployments(), ids, clock);
    }

    /// A deployment of the model, by DEV.
    Deployment create(String name) {
        return creating().run(DEV, valid(name).build()).getDeployment();
    }

    dev.mcm.state.deployment.Deployment row(String id) {
        return Optional.ofNullable(control.now().deployments.get(new DeploymentId(id)))
                .orElseThrow();
    }

    static ErrorCode refusal(ThrowingCallable call) {
        return exception(call).code();
    }

    static String message(ThrowingCallable call) {
        return String.valueOf(exception(call).getMessage());
    }

    /// Fields whose rules are broken.
    static List<String> fields(ThrowingCallable call) {
        return exception(call).details().stream()
                .flatMap(detail ->
                        detail instanceof ErrorDetail.BadFields bad
                                ? bad.violations().stream()
                                : Stream.<FieldViolation>empty())
                .map(FieldViolation::field)
                .toList();
    }

    private static McmException exception(ThrowingCallable call) {
        McmException refusal = catchThrowableOfType(McmException.class, call);
        if (refusal == null) {
            throw new AssertionError("the call was not refused");
        }
        return refusal;
    }
}
