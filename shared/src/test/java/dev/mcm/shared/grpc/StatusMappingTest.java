package dev.mcm.shared.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import dev.mcm.shared.error.ErrorKind;
import dev.mcm.shared.error.FieldViolation;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.IdSource;
import dev.mcm.shared.time.RandomSource;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StatusMappingTest {
    private final StatusMapping mapping = new StatusMapping(new IdSource(RandomSource.seeded(1)));

    @ParameterizedTest
    @EnumSource
    void everyKindIsTheGrpcCodeOfThatName(ErrorKind kind) {
        assertThat(StatusMapping.grpcCode(kind).name()).isEqualTo(kind.name());
    }

    static Stream<McmException> clientErrors() {
        Duration second = Duration.ofSeconds(1);
        return Stream.of(
                McmException.invalid("name", "'X' (expected: lower case)"),
                McmException.invalidPageToken("x", "a token of ours"),
                McmException.invalidFilter("x", "a field"),
                McmException.notFound("plane", "a"),
                McmException.alreadyExists("plane", "a"),
                McmException.requestIdReused("r-1"),
                McmException.stateForbids("deployment d-1", "is building"),
                McmException.notEntitled("organization acme", "may not use GPUs"),
                McmException.inUse("plane a", "has 3 replicas"),
                McmException.frozen("plane a", "maintenance"),
                McmException.etagMismatch("model", "m-1", "a", "b"),
                McmException.conflict("model", "m-1", "changed meanwhile"),
                McmException.permissionDenied("no"),
                McmException.unauthenticated("who?"),
                McmException.quotaExceeded("organization acme", "8 GPUs"),
                McmException.rateLimited("slow down", second),
                McmException.watchTokenExpired("epoch 3"),
                McmException.unavailable("database", second, null),
                McmException.notLeader("scheduler shard 3"));
    }

    @ParameterizedTest
    @MethodSource("clientErrors")
    void everyErrorKeepsItsMessageAndCode(McmException error) throws Exception {
        StatusException status = mapping.toStatus(error);

        assertThat(status.getStatus().getCode())
                .isEqualTo(StatusMapping.grpcCode(error.code().kind()));
        assertThat(status.getStatus().getDescription()).isEqualTo(error.getMessage());
        assertThat(detail(status, ErrorInfo.class))
                .isEqualTo(
                        ErrorInfo.newBuilder()
                                .setDomain("mcm.dev")
                                .setReason(error.code().name())
                                .build());
    }

    @Test
    void detailsAreReadableByAProgram() throws Exception {
        McmException bad =
                McmException.invalid(
                        List.of(
                                new FieldViolation("a.b", "'1' (expected: 2)"),
                                new FieldViolation("c", "x")));

        assertThat(detail(mapping.toStatus(bad), BadRequest.class).getFieldViolationsList())
                .extracting(BadRequest.FieldViolation::getField)
                .containsExactly("a.b", "c");
        assertThat(
                        detail(
                                mapping.toStatus(McmException.notFound("plane", "a")),
                                ResourceInfo.class))
                .isEqualTo(
                        ResourceInfo.newBuilder()
                                .setResourceType("plane")
                                .setResourceName("a")
                                .build());
        assertThat(
                        detail(
                                        mapping.toStatus(
                                                McmException.quotaExceeded(
                                                        "organization acme", "8 GPUs")),
                                        PreconditionFailure.class)
                                .getViolations(0)
                                .getType())
                .isEqualTo("QUOTA");
        assertThat(
                        detail(
                                        mapping.toStatus(
                                                McmException.rateLimited(
                                                        "slow", Duration.ofMillis(1_500))),
                                        RetryInfo.class)
                                .getRetryDelay())
                .isEqualTo(
                        com.google.protobuf.Duration.newBuilder()
                                .setSeconds(1)
                                .setNanos(500_000_000)
                                .build());
    }

    @Test
    void anInternalErrorHidesItsMessage() {
        for (Throwable error :
                List.of(
                        McmException.internal("secret", null),
                        new NullPointerException("secret"))) {
            StatusException status = mapping.toStatus(error);

            assertThat(status.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
            assertThat(status.getStatus().getDescription()).doesNotContain("secret").contains("e-");
        }
    }

    @Test
    void whatIsAStatusStaysIt() {
        StatusException status = Status.DATA_LOSS.withDescription("gone").asException();

        assertThat(mapping.toStatus(status)).isSameAs(status);
        assertThat(mapping.toStatus(Status.DATA_LOSS.asRuntimeException()).getStatus().getCode())
                .isEqualTo(Status.Code.DATA_LOSS);
        assertThat(mapping.toStatus(new CancellationException()).getStatus().getCode())
                .isEqualTo(Status.Code.CANCELLED);
    }

    @Test
    void anErrorOfAFutureIsUnwrapped() {
        assertThat(
                        mapping.toStatus(
                                        new CompletionException(
                                                McmException.notFound("plane", "a")))
                                .getStatus()
                                .getCode())
                .isEqualTo(Status.Code.NOT_FOUND);
    }

    private static <M extends Message> M detail(StatusException error, Class<M> type)
            throws Exception {
        com.google.rpc.Status status = StatusProto.fromThrowable(error);
        assertThat(status).isNotNull();
        for (Any any : status.getDetailsList()) {
            if (any.is(type)) {
                return any.unpack(type);
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " in " + status);
    }
}
