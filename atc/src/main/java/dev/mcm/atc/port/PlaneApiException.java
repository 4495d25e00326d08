package dev.mcm.atc.port;

import org.jspecify.annotations.Nullable;

/// A plane's Kubernetes API did not do what it was asked.
public final class PlaneApiException extends RuntimeException {
    /// What to do about it.
    public enum Kind {
        /// Nobody answered: the plane as a whole waits.
        UNREACHABLE,
        /// Somebody else changed the object: read it again.
        CONFLICT,
        /// What it belongs to, its namespace or its kind, does not exist.
        NOT_FOUND,
        /// The API refused it, or failed: try again later.
        REFUSED
    }

    private final Kind kind;
    private final String call;

    public PlaneApiException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, "", message, cause);
    }

    private PlaneApiException(Kind kind, String call, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.call = call;
    }

    /// The same, of this call.
    ///
    /// @param call verb and kind, such as "apply replicasets"
    public PlaneApiException during(String call) {
        PlaneApiException named =
                new PlaneApiException(kind, call, String.valueOf(getMessage()), this);
        named.setStackTrace(getStackTrace());
        return named;
    }

    /// Which call it was, verb and kind; empty where nobody has said.
    public String call() {
        return call;
    }

    public Kind kind() {
        return kind;
    }
}
