package dev.mcm.shared.error;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An error with a stable code, built by one factory per condition. Its message is for the client.
public final class McmException extends RuntimeException {
    private static final int LISTED_VIOLATIONS = 20;

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

    /// Lists the first violations, and says how many there are.
    public static McmException invalid(List<FieldViolation> violations) {
        List<FieldViolation> listed =
                violations.subList(0, Math.min(LISTED_VIOLATIONS, violations.size()));
        int more = violations.size() - listed.size();
        String all =
                listed.stream().map(FieldViolation::toString).collect(Collectors.joining("; "));
        return of(
                ErrorCode.INVALID_FIELD,
                more == 0
                        ? all
                        : violations.size() + " problems: " + all + "; and " + more + " more",
                new ErrorDetail.BadFields(listed, violations.size()));
    }

    public static McmException invalid(String field, String description) {
        return Violations.none().add(field, description).exception();
    }

    public static McmException invalidPageToken(String token, String expected) {
        return badText(ErrorCode.INVALID_PAGE_TOKEN, "page_token", token, expected);
    }

    public static McmException invalidFilter(String filter, String expected) {
        return badText(ErrorCode.INVALID_FILTER, "filter", filter, expected);
    }

    public static McmException notFound(String type, Object name) {
        return of(
                ErrorCode.NOT_FOUND,
                type + " '" + Excerpt.of(name) + "' does not exist",
                resource(type, name));
    }

    public static McmException alreadyExists(String type, Object name) {
        return of(
                ErrorCode.ALREADY_EXISTS,
                type + " '" + Excerpt.of(name) + "' already exists",
                resource(type, name));
    }

    public static McmException requestIdReused(String requestId) {
        return of(
                ErrorCode.REQUEST_ID_REUSED,
                "request id '"
                        + Excerpt.of(requestId)
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
                "etag of %s '%s': '%s' (expected: '%s')"
                        .formatted(type, Excerpt.of(name), Excerpt.of(given), actual),
                resource(type, name));
    }

    public static McmException conflict(String type, Object name, String why) {
        return of(
                ErrorCode.CONFLICT,
                type + " '" + Excerpt.of(name) + "': " + why,
                resource(type, name));
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

    private static McmException badText(
            ErrorCode code, String field, String value, String expected) {
        List<FieldViolation> found = Violations.none().check(false, field, value, expected).all();
        return of(
                code, found.getFirst().toString(), new ErrorDetail.BadFields(found, found.size()));
    }

    private static ErrorDetail resource(String type, Object name) {
        return new ErrorDetail.Resource(type, Excerpt.of(name));
    }

    private static McmException of(ErrorCode code, String message, ErrorDetail... details) {
        return new McmException(code, message, List.of(details), null);
    }
}
