package dev.mcm.shared.error;

/// What a caller can do about an error. The names are those of the gRPC status codes they become.
public enum ErrorKind {
    /// The request is wrong whatever the state: change it.
    INVALID_ARGUMENT,
    /// The thing named does not exist, or the caller may not know that it does.
    NOT_FOUND,
    /// The thing to create exists.
    ALREADY_EXISTS,
    /// The request is right but the state forbids it: change the state first.
    FAILED_PRECONDITION,
    /// Somebody else changed the thing meanwhile: read again and repeat.
    ABORTED,
    /// The caller is known and may not do this.
    PERMISSION_DENIED,
    /// The caller is not known.
    UNAUTHENTICATED,
    /// A quota, a rate or a size limit.
    RESOURCE_EXHAUSTED,
    /// A position that no longer, or not yet, exists: begin anew.
    OUT_OF_RANGE,
    /// Try the same again a little later.
    UNAVAILABLE,
    /// MCM's own fault.
    INTERNAL
}
