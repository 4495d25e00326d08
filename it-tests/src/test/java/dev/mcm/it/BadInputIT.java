package dev.mcm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.rpc.BadRequest;
import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.atc.v1.ListDeploymentsRequest;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Resources;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Wrong requests are refused with the right code, every wrong field named, and nothing written.
@ExtendWith(StackExtension.class)
final class BadInputIT {
    private final TestStack stack;

    BadInputIT(TestStack stack) {
        this.stack = stack;
    }

    @Test
    void everyWrongFieldIsNamedAtOnceAndNothingIsWritten() throws SQLException {
        String model = stack.model("bad-fields");
        Set<String> before = rows();
        CreateDeploymentRequest request =
                CreateDeploymentRequest.newBuilder()
                        .setModelId(model)
                        .setName("Not A Label")
                        .setSpec(
                                DeploymentSpec.newBuilder()
                                        .addInstanceTypes("no-such-type")
                                        .setPort(70_000)
                                        .putLabels("mcm.dev/managed", "false"))
                        .setAutoscaling(
                                AutoscalingSettings.newBuilder()
                                        .setMinReplica(-1)
                                        .setMaxReplica(0)
                                        .setTargetUtilizationPercentage(101))
                        .build();

        StatusRuntimeException refused = refusal(() -> create(request));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(fields(refused))
                .contains(
                        "name",
                        "spec.image",
                        "spec.instance_types[0]",
                        "spec.port",
                        "autoscaling.min_replica",
                        "autoscaling.max_replica",
                        "autoscaling.target_utilization_percentage");
        assertThat(fields(refused)).anyMatch(field -> field.startsWith("spec.labels"));
        assertThat(before).containsAll(rows());
    }

    @Test
    void anEnumValueThatDoesNotExistIsRefused() {
        StatusRuntimeException refused =
                refusal(() ->
                        stack.atc()
                                .deployments()
                                .listDeployments(
                                        ListDeploymentsRequest.newBuilder()
                                                .addStatusesValue(99)
                                                .build()));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(fields(refused)).containsExactly("statuses[0]");
        assertThat(DeploymentStatus.forNumber(99)).isNull();
    }

    @Test
    void aFieldThatDoesNotExistIsRefused() throws SQLException {
        String model = stack.model("unknown-field");
        Set<String> before = rows();
        CreateDeploymentRequest request =
                valid(model, "unknown-field")
                        .setUnknownFields(
                                UnknownFieldSet.newBuilder()
                                        .addField(
                                                999,
                                                UnknownFieldSet.Field.newBuilder()
                                                        .addVarint(1)
                                                        .build())
                                        .build())
                        .build();

        StatusRuntimeException refused = refusal(() -> create(request));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(refused.getMessage() + fields(refused)).contains("999");
        assertThat(before).containsAll(rows());
    }

    @Test
    void aWrongTokenIsRefused() {
        try (AtcConnection stranger = stack.atcAs("not-a-token")) {
            StatusRuntimeException refused =
                    refusal(() ->
                            stranger.deployments()
                                    .listDeployments(ListDeploymentsRequest.getDefaultInstance()));
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        }
    }

    @Test
    void aMessageThatIsTooLargeIsRefused() throws SQLException {
        String model = stack.model("too-large");
        Set<String> before = rows();
        CreateDeploymentRequest.Builder request = valid(model, "too-large");
        request.getSpecBuilder().putEnv("HUGE", "x".repeat(5 * 1024 * 1024));

        StatusRuntimeException refused = refusal(() -> create(request.build()));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(before).containsAll(rows());
    }

    @Test
    void theSameRequestIdGivesTheSameAnswerAndAnotherRequestUnderItIsRefused() throws SQLException {
        String model = stack.model("twice");
        CreateDeploymentRequest request = valid(model, "twice").setRequestId("twice-1").build();
        String first = create(request);
        Set<String> before = rows();

        assertThat(create(request)).isEqualTo(first);
        assertThat(before).containsAll(rows());
        StatusRuntimeException refused =
                refusal(() -> create(request.toBuilder().setName("twice-other").build()));
        assertThat(refused.getStatus().getCode())
                .isIn(Status.Code.INVALID_ARGUMENT, Status.Code.ALREADY_EXISTS);
    }

    private String create(CreateDeploymentRequest request) {
        return stack.atc().deployments().createDeployment(request).getDeployment().getId();
    }

    private static CreateDeploymentRequest.Builder valid(String model, String name) {
        return CreateDeploymentRequest.newBuilder()
                .setModelId(model)
                .setName(name)
                .setSpec(
                        DeploymentSpec.newBuilder()
                                .setImage("registry.example/x:1")
                                .setResources(
                                        Resources.newBuilder().setCpuMilli(100).setMemoryMib(64)));
    }

    private static StatusRuntimeException refusal(ThrowingCallable call) {
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(refused).as("refusal").isNotNull();
        return refused;
    }

    private static List<String> fields(StatusRuntimeException refused) {
        List<String> fields = new ArrayList<>();
        com.google.rpc.Status status = StatusProto.fromThrowable(refused);
        for (Any detail : status == null ? List.<Any>of() : status.getDetailsList()) {
            if (detail.is(BadRequest.class)) {
                try {
                    detail.unpack(BadRequest.class)
                            .getFieldViolationsList()
                            .forEach(v -> fields.add(v.getField()));
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return fields;
    }

    /// Rows that a create could write. Keys of what a call may write. What others delete meanwhile
    /// goes.
    private Set<String> rows() throws SQLException {
        try (Connection connection = stack.local().postgres().dataSource("mcm").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT id FROM deployments UNION ALL SELECT hash FROM"
                                        + " deployment_specs UNION ALL SELECT caller || ' ' ||"
                                        + " request_id FROM api_requests")) {
            Set<String> keys = new HashSet<>();
            while (row.next()) {
                keys.add(row.getString(1));
            }
            return keys;
        }
    }
}
