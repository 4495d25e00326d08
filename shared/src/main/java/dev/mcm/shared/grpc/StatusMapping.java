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
import java.util.ArrayList;
import java.util.List;
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

    /// Key of `google.rpc.ErrorInfo`'s metadata: how many violations there are, when not all are
    /// listed.
    public static final String VIOLATIONS = "violations";

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
                        .setMessage(TrailerSize.message(String.valueOf(error.getMessage())));
        ErrorInfo.Builder info = errorInfo(error.code().name()).toBuilder();
        List<Message> details = new ArrayList<>();
        for (ErrorDetail detail : error.details()) {
            if (detail instanceof ErrorDetail.BadFields(var violations, int total)) {
                BadRequest bad = badRequest(violations);
                details.add(bad);
                if (bad.getFieldViolationsCount() < total) {
                    info.putMetadata(VIOLATIONS, Integer.toString(total));
                }
            } else {
                details.add(toProto(detail));
            }
        }
        status.addDetails(Any.pack(info.build()));
        details.forEach(detail -> status.addDetails(Any.pack(detail)));
        return StatusProto.toStatusException(status.build());
    }

    /// As many as the trailers take.
    private static BadRequest badRequest(List<FieldViolation> violations) {
        BadRequest.Builder bad = BadRequest.newBuilder();
        int bytes = 0;
        for (FieldViolation violation : violations) {
            BadRequest.FieldViolation next = toProto(violation);
            bytes += next.getSerializedSize() + TrailerSize.FRAME_BYTES;
            if (bytes > TrailerSize.DETAIL_BYTES) {
                break;
            }
            bad.addFieldViolations(next);
        }
        return bad.build();
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
            case ErrorDetail.BadFields(var violations, int _) -> badRequest(violations);
            case ErrorDetail.Resource(String type, String name) ->
                    ResourceInfo.newBuilder()
                            .setResourceType(type)
                            .setResourceName(TrailerSize.text(name))
                            .build();
            case ErrorDetail.Precondition(String type, String subject, String description) ->
                    PreconditionFailure.newBuilder()
                            .addViolations(
                                    PreconditionFailure.Violation.newBuilder()
                                            .setType(type)
                                            .setSubject(TrailerSize.text(subject))
                                            .setDescription(TrailerSize.text(description)))
                            .build();
            case ErrorDetail.RetryAfter(Duration delay) ->
                    RetryInfo.newBuilder().setRetryDelay(toProto(delay)).build();
        };
    }

    private static BadRequest.FieldViolation toProto(FieldViolation violation) {
        return BadRequest.FieldViolation.newBuilder()
                .setField(TrailerSize.text(violation.field()))
                .setDescription(TrailerSize.text(violation.description()))
                .build();
    }

    private static com.google.protobuf.Duration toProto(Duration delay) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(delay.getSeconds())
                .setNanos(delay.getNano())
                .build();
    }
}
