package dev.mcm.it.helm;

/// Helm refused a chart or its values; the message is Helm's.
public final class HelmException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HelmException(String message, Throwable cause) {
        super(message, cause);
    }
}
