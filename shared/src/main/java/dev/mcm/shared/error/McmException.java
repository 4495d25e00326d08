package dev.mcm.shared.error;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An error with a stable code, built by one factory per condition. Its message is for the client.
public final class McmException extends RuntimeException {
    private final ErrorCode code;
    private final transient List<ErrorDetail> details;

    private McmException(
            ErrorCode code, String message, List<ErrorDetail> details, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.details = List.copyOf(details);
    }

    public ErrorCode code() {
        return code;
    }

    public List<ErrorDetail> details() {
        return details;
    }

    /// Whether the caller, not MCM, has to act: such errors are not worth a warning in the log.
    public boolean isExpected() {
        return code.kind() != ErrorKind.INTERNAL && code.kind() != ErrorKind.UNAVAILABLE;
    }

    public static McmException invalid(List<FieldViolation> violations) {
        String all =
                violations.stream().map(FieldViolation::toString).collect(Collectors.joining("; "));
        return of(ErrorCode.INVALID_FIELD, all, new ErrorDetail.BadFields(violations));
    }

    public static McmException invalid(String field, String description) {
        return invalid(List.of(new FieldViolation(field, description)));
    }

    public static McmException invalidPageToken(String why) {
        String field = "page_token";
        return of(ErrorCode.INVALID_PAGE_TOKEN, field + ": " + why, badField(field, why));
    }

    public static McmException invalidFilter(String why) {
        String field = "filter";
        return of(ErrorCode.INVALID_FILTER, field + ": " + why, badField(field, why));
    }

    public static McmException notFound(String type, Object name) {
        return of(
                ErrorCode.NOT_FOUND, type + " '" + name + "' does not exist", resource(type, name));
    }

    public static McmException alreadyExists(String type, Object name) {
        return of(
                ErrorCode.ALREADY_EXISTS,
                type + " '" + name + "' already exists",
                resource(type, name));
    }

    public static McmException requestIdReused(String requestId) {
        return of(
                ErrorCode.REQUEST_ID_REUSED,
                "request id '"
                        + requestId
                        + "' was used for another request (expected: a new id for a new request)",
                resource("request", requestId));
    }

    /// @param subject what is in the wrong state, "deployment d-…"
    public static McmException stateForbids(String subject, String why) {
        return precondition(ErrorCode.STATE_FORBIDS, "STATE", subject, why);
    }

    public static McmException notEntitled(String subject, String why) {
        return precondition(ErrorCode.NOT_ENTITLED, "ENTITLEMENT", subject, why);
    }

    public static McmException inUse(String subject, String why) {
        return precondition(ErrorCode.IN_USE, "IN_USE", subject, why);
    }

    public static McmException frozen(String subject, String why) {
        return precondition(ErrorCode.FROZEN, "FROZEN", subject, why);
    }

    public static McmException etagMismatch(String type, Object name, String given, String actual) {
        return of(
                ErrorCode.ETAG_MISMATCH,
                "etag of " + type + " '" + name + "': '" + given + "' (expected: '" + actual + "')",
                resource(type, name));
    }

    public static McmException conflict(String type, Object name, String why) {
        return of(ErrorCode.CONFLICT, type + " '" + name + "': " + why, resource(type, name));
    }

    public static McmException permissionDenied(String why) {
        return of(ErrorCode.PERMISSION_DENIED, why);
    }

    public static McmException unauthenticated(String why) {
        return of(ErrorCode.UNAUTHENTICATED, why);
    }

    /// @param subject whose quota, "organization acme"
    public static McmException quotaExceeded(String subject, String why) {
        return precondition(ErrorCode.QUOTA_EXCEEDED, "QUOTA", subject, why);
    }

    public static McmException rateLimited(String why, Duration retryAfter) {
        return of(ErrorCode.RATE_LIMITED, why, new ErrorDetail.RetryAfter(retryAfter));
    }

    public static McmException watchTokenExpired(String why) {
        return of(ErrorCode.WATCH_TOKEN_EXPIRED, why);
    }

    public static McmException unavailable(
            String why, Duration retryAfter, @Nullable Throwable cause) {
        return new McmException(
                ErrorCode.UNAVAILABLE, why, List.of(new ErrorDetail.RetryAfter(retryAfter)), cause);
    }

    public static McmException notLeader(String what) {
        return of(
                ErrorCode.NOT_LEADER,
                what + " is led by another instance",
                new ErrorDetail.RetryAfter(Duration.ofSeconds(1)));
    }

    /// The message goes to the log; the client gets only an incident id.
    public static McmException internal(String message, @Nullable Throwable cause) {
        return new McmException(ErrorCode.INTERNAL, message, List.of(), cause);
    }

    private static McmException precondition(
            ErrorCode code, String type, String subject, String why) {
        return of(code, subject + ": " + why, new ErrorDetail.Precondition(type, subject, why));
    }

    private static ErrorDetail badField(String field, String why) {
        return new ErrorDetail.BadFields(List.of(new FieldViolation(field, why)));
    }

    private static ErrorDetail resource(String type, Object name) {
        return new ErrorDetail.Resource(type, name.toString());
    }

    private static McmException of(ErrorCode code, String message, ErrorDetail... details) {
        return new McmException(code, message, List.of(details), null);
    }
}
