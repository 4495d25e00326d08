package dev.mcm.atctl.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a failed call means, for a person: code, message, and every field that was wrong.
public final class CallFailure {
    private CallFailure() {}

    public static String describe(StatusRuntimeException failure) {
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        List<Any> details = status == null ? List.of() : status.getDetailsList();
        List<String> lines = details.stream().flatMap(CallFailure::lines).toList();
        int total = details.stream().mapToInt(CallFailure::total).max().orElse(0);
        int more = Math.max(0, total - lines.size());
        String message =
                lines.isEmpty()
                        ? message(failure)
                        : (lines.size() + more) + " problem(s) with the request";
        return Stream.of(
                        Stream.of(failure.getStatus().getCode() + ": " + message),
                        lines.stream(),
                        more == 0 ? Stream.<String>of() : Stream.of("and " + more + " more"))
                .flatMap(part -> part)
                .collect(Collectors.joining("\n  "));
    }

    /// How many violations there are when the server lists only the first ones; else 0.
    private static int total(Any detail) {
        try {
            return detail.is(ErrorInfo.class)
                    ? Integer.parseInt(
                            detail.unpack(ErrorInfo.class).getMetadataOrDefault("violations", "0"))
                    : 0;
        } catch (InvalidProtocolBufferException | NumberFormatException e) {
            return 0;
        }
    }

    private static String message(StatusRuntimeException failure) {
        String description = failure.getStatus().getDescription();
        return description == null ? "no message" : description;
    }

    private static Stream<String> lines(Any detail) {
        try {
            if (detail.is(BadRequest.class)) {
                return detail.unpack(BadRequest.class).getFieldViolationsList().stream()
                        .map(v -> v.getField() + ": " + v.getDescription());
            }
            if (detail.is(PreconditionFailure.class)) {
                return detail.unpack(PreconditionFailure.class).getViolationsList().stream()
                        .map(v -> v.getSubject() + ": " + v.getDescription());
            }
            return Stream.empty();
        } catch (InvalidProtocolBufferException e) {
            return Stream.of("(detail " + detail.getTypeUrl() + " cannot be read)");
        }
    }
}
