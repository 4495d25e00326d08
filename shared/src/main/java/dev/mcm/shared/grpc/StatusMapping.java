package dev.mcm.shared.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import dev.mcm.shared.error.ErrorDetail;
import dev.mcm.shared.error.ErrorKind;
import dev.mcm.shared.error.FieldViolation;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.IdSource;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a client hears of an exception: a gRPC status with `google.rpc` details. Of internal errors
/// it hears only an incident id, under which the log has the rest. Thread-safe when its ids are.
public final class StatusMapping {
    /// `domain` of every `google.rpc.ErrorInfo`.
    public static final String DOMAIN = "mcm.dev";

    private static final Logger log = LoggerFactory.getLogger(StatusMapping.class);

    private final IdSource ids;

    public StatusMapping(IdSource ids) {
        this.ids = ids;
    }

    /// Maps any exception; one that already is a status stays as it is.
    public StatusException toStatus(Throwable error) {
        return switch (error) {
            case McmException known when known.code().kind() != ErrorKind.INTERNAL -> known(known);
            case StatusException status -> status;
            case StatusRuntimeException status ->
                    new StatusException(status.getStatus(), status.getTrailers());
            case CompletionException wrapped when wrapped.getCause() != null ->
                    toStatus(wrapped.getCause());
            case ExecutionException wrapped when wrapped.getCause() != null ->
                    toStatus(wrapped.getCause());
            case CancellationException _ -> new StatusException(Status.CANCELLED);
            default -> internal(error);
        };
    }

    private static StatusException known(McmException error) {
        com.google.rpc.Status.Builder status =
                com.google.rpc.Status.newBuilder()
                        .setCode(grpcCode(error.code().kind()).value())
                        .setMessage(String.valueOf(error.getMessage()))
                        .addDetails(Any.pack(errorInfo(error.code().name())));
        error.details().forEach(detail -> status.addDetails(Any.pack(toProto(detail))));
        return StatusProto.toStatusException(status.build());
    }

    private StatusException internal(Throwable error) {
        String incident = ids.incidentId();
        log.atError().addKeyValue("incident", incident).setCause(error).log("internal error");
        return StatusProto.toStatusException(
                com.google.rpc.Status.newBuilder()
                        .setCode(Status.Code.INTERNAL.value())
                        .setMessage(
                                "internal error " + incident + "; the server's log has the details")
                        .addDetails(
                                Any.pack(
                                        errorInfo(ErrorKind.INTERNAL.name()).toBuilder()
                                                .putMetadata("incident", incident)
                                                .build()))
                        .build());
    }

    private static ErrorInfo errorInfo(String reason) {
        return ErrorInfo.newBuilder().setDomain(DOMAIN).setReason(reason).build();
    }

    /// The gRPC code of a kind of error.
    public static Status.Code grpcCode(ErrorKind kind) {
        return switch (kind) {
            case INVALID_ARGUMENT -> Status.Code.INVALID_ARGUMENT;
            case NOT_FOUND -> Status.Code.NOT_FOUND;
            case ALREADY_EXISTS -> Status.Code.ALREADY_EXISTS;
            case FAILED_PRECONDITION -> Status.Code.FAILED_PRECONDITION;
            case ABORTED -> Status.Code.ABORTED;
            case PERMISSION_DENIED -> Status.Code.PERMISSION_DENIED;
            case UNAUTHENTICATED -> Status.Code.UNAUTHENTICATED;
            case RESOURCE_EXHAUSTED -> Status.Code.RESOURCE_EXHAUSTED;
            case OUT_OF_RANGE -> Status.Code.OUT_OF_RANGE;
            case UNAVAILABLE -> Status.Code.UNAVAILABLE;
            case INTERNAL -> Status.Code.INTERNAL;
        };
    }

    private static Message toProto(ErrorDetail detail) {
        return switch (detail) {
            case ErrorDetail.BadFields(var violations) -> {
                BadRequest.Builder bad = BadRequest.newBuilder();
                violations.forEach(violation -> bad.addFieldViolations(toProto(violation)));
                yield bad.build();
            }
            case ErrorDetail.Resource(String type, String name) ->
                    ResourceInfo.newBuilder().setResourceType(type).setResourceName(name).build();
            case ErrorDetail.Precondition(String type, String subject, String description) ->
                    PreconditionFailure.newBuilder()
                            .addViolations(
                                    PreconditionFailure.Violation.newBuilder()
                                            .setType(type)
                                            .setSubject(subject)
                                            .setDescription(description))
                            .build();
            case ErrorDetail.RetryAfter(Duration delay) ->
                    RetryInfo.newBuilder().setRetryDelay(toProto(delay)).build();
        };
    }

    private static BadRequest.FieldViolation toProto(FieldViolation violation) {
        return BadRequest.FieldViolation.newBuilder()
                .setField(violation.field())
                .setDescription(violation.description())
                .build();
    }

    private static com.google.protobuf.Duration toProto(Duration delay) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(delay.getSeconds())
                .setNanos(delay.getNano())
                .build();
    }
}
