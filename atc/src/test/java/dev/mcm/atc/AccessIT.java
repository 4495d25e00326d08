package dev.mcm.atc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.adapter.grpc.AccessTable;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every caller calls every method.
final class AccessIT {
    private static final String HEALTH = "grpc.health.v1.Health/";

    /// Callers in the order of the columns below; the first has no token.
    private static final List<String> CALLERS =
            List.of(
                    "",
                    "t-viewer",
                    "t-developer",
                    "t-acme-operator",
                    "t-acme-tenants",
                    "t-acme-admin",
                    "t-all-viewer",
                    "t-all-developer",
                    "t-operator",
                    "t-tenants",
                    "t-admin");

    /// What they get: y = past the door, n = PERMISSION_DENIED, ? = UNAUTHENTICATED. Callers of one
    /// organisation are in the first group, those of all in the second.
    private static final String EXPECTED =
            """
            OrganizationService/CreateOrganization       ? nnnnn nnnyy
            OrganizationService/GetOrganization          ? yyyyy yyyyy
            OrganizationService/ListOrganizations        ? yyyyy yyyyy
            OrganizationService/UpdateOrganization       ? nnnnn nnnyy
            ModelService/CreateModel                     ? nyyyy nyyyy
            ModelService/GetModel                        ? yyyyy yyyyy
            ModelService/ListModels                      ? yyyyy yyyyy
            ModelService/DeleteModel                     ? nyyyy nyyyy
            DeploymentService/CreateDeployment           ? nyyyy nyyyy
            DeploymentService/GetDeployment              ? yyyyy yyyyy
            DeploymentService/ListDeployments            ? yyyyy yyyyy
            DeploymentService/ListDeploymentVersions     ? yyyyy yyyyy
            DeploymentService/UpdateDeployment           ? nyyyy nyyyy
            DeploymentService/DeleteDeployment           ? nyyyy nyyyy
            DeploymentService/WatchDeployments           ? yyyyy yyyyy
            DeploymentService/ExplainDeployment          ? yyyyy yyyyy
            InstanceTypeService/PutInstanceType          ? nnnnn nnyny
            InstanceTypeService/GetInstanceType          ? yyyyy yyyyy
            InstanceTypeService/ListInstanceTypes        ? yyyyy yyyyy
            PlaneService/RegisterPlane                   ? nnnnn nnyny
            PlaneService/GetPlane                        ? nnnnn nnyny
            PlaneService/ListPlanes                      ? nnnnn nnyny
            PlaneService/CordonPlane                     ? nnnnn nnyny
            PlaneService/UncordonPlane                   ? nnnnn nnyny
            PlaneService/DeclarePlane                    ? nnnnn nnyny
            PlaneService/DrainPlane                      ? nnnnn nnyny
            PlaneService/CancelPlaneDrain                ? nnnnn nnyny
            PlaneService/ReleasePlaneRemovals            ? nnnnn nnyny
            AdminService/GetSystemStatus                 ? nnnnn nnyny
            ServerReflection/ServerReflectionInfo        ? yyyyy yyyyy
            """;

    private static AtcStack atc;
    private static final Map<String, Channel> CHANNELS = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        atc = new AtcStack();
        CALLERS.forEach(token -> CHANNELS.put(token, atc.channel(token)));
    }

    @AfterAll
    static void stop() throws Exception {
        atc.close();
    }

    @Test
    void everyMethodThatIsServedIsInTheTableAndTheTableNamesNoOther() {
        List<String> served = new ArrayList<>(atc.methods());
        served.removeIf(method -> method.startsWith(HEALTH));

        assertThat(served).isNotEmpty().doesNotHaveDuplicates();
        assertThat(AccessTable.rows().keySet()).containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void everyCallerMayCallWhatItsRoleAllowsAndNothingElse() {
        Map<String, String> expected = new TreeMap<>();
        EXPECTED.lines()
                .map(line -> line.split("\\s+", 2))
                .forEach(line -> expected.put(line[0], line[1].replace(" ", "")));
        Map<String, String> seen = new TreeMap<>();
        for (String method : AccessTable.rows().keySet()) {
            StringBuilder marks = new StringBuilder();
            CALLERS.forEach(caller -> marks.append(mark(CHANNELS.get(caller), method)));
            seen.put(
                    method.substring(method.lastIndexOf('.', method.indexOf('/')) + 1),
                    marks.toString());
        }

        assertThat(seen).isEqualTo(expected);
    }

    private static char mark(Channel channel, String method) {
        return switch (call(channel, method)) {
            case UNAUTHENTICATED -> '?';
            case PERMISSION_DENIED -> 'n';
            case OK, INVALID_ARGUMENT -> 'y';
            case Status.Code other -> throw new AssertionError(method + ": " + other);
        };
    }

    /// Calls with an empty request, as a stream whose first answer is enough.
    private static Status.Code call(Channel channel, String method) {
        MethodDescriptor<byte[], byte[]> descriptor =
                MethodDescriptor.<byte[], byte[]>newBuilder()
                        .setType(MethodType.SERVER_STREAMING)
                        .setFullMethodName(method)
                        .setRequestMarshaller(new Bytes())
                        .setResponseMarshaller(new Bytes())
                        .build();
        Context.CancellableContext call = Context.current().withCancellation();
        Context before = call.attach();
        try {
            ClientCalls.blockingServerStreamingCall(
                            channel,
                            descriptor,
                            CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS),
                            new byte[0])
                    .hasNext();
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        } finally {
            call.detach(before);
            call.cancel(null);
        }
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
