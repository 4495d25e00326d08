package dev.mcm.shared.error;

/// Every condition that the API reports: `reason` of `google.rpc.ErrorInfo`, stable once released.
public enum ErrorCode {
    INVALID_FIELD(
            ErrorKind.INVALID_ARGUMENT,
            "Fields of the request break a rule; BadRequest lists each."),
    INVALID_PAGE_TOKEN(
            ErrorKind.INVALID_ARGUMENT,
            "The page token is not from the same query; list from the first page."),
    INVALID_FILTER(
            ErrorKind.INVALID_ARGUMENT, "The filter cannot be read; the message says where."),
    NOT_FOUND(
            ErrorKind.NOT_FOUND,
            "The resource does not exist, or belongs to another organisation."),
    ALREADY_EXISTS(ErrorKind.ALREADY_EXISTS, "A resource with this name exists."),
    REQUEST_ID_REUSED(ErrorKind.ALREADY_EXISTS, "The request id was used for another request."),
    STATE_FORBIDS(
            ErrorKind.FAILED_PRECONDITION, "The resource is in a state that does not allow this."),
    NOT_ENTITLED(
            ErrorKind.FAILED_PRECONDITION,
            "The organisation lacks the entitlement, region or provider that this needs."),
    IN_USE(ErrorKind.FAILED_PRECONDITION, "Other resources depend on this one."),
    FROZEN(
            ErrorKind.FAILED_PRECONDITION,
            "An operator has frozen changes here; the message carries the reason."),
    ETAG_MISMATCH(
            ErrorKind.ABORTED, "The resource has changed since its etag was read; read it again."),
    CONFLICT(ErrorKind.ABORTED, "Another change won the race; repeat the request."),
    PERMISSION_DENIED(ErrorKind.PERMISSION_DENIED, "The caller's role does not allow this."),
    UNAUTHENTICATED(
            ErrorKind.UNAUTHENTICATED, "No valid token or client certificate came with the call."),
    QUOTA_EXCEEDED(ErrorKind.RESOURCE_EXHAUSTED, "The organisation's quota would be exceeded."),
    RATE_LIMITED(
            ErrorKind.RESOURCE_EXHAUSTED, "Too many requests; RetryInfo says when to try again."),
    WATCH_TOKEN_EXPIRED(
            ErrorKind.OUT_OF_RANGE,
            "The watch token is too old or from another epoch; list again, then watch."),
    UNAVAILABLE(
            ErrorKind.UNAVAILABLE,
            "A part that this needs does not answer; RetryInfo says when to try again."),
    NOT_LEADER(ErrorKind.UNAVAILABLE, "Another instance does this now; try again."),
    INTERNAL(
            ErrorKind.INTERNAL, "A fault of MCM; the message carries an id that its log also has.");

    private final ErrorKind kind;
    private final String meaning;

    ErrorCode(ErrorKind kind, String meaning) {
        this.kind = kind;
        this.meaning = meaning;
    }

    public ErrorKind kind() {
        return kind;
    }

    /// One sentence for the reference page.
    public String meaning() {
        return meaning;
    }
}
