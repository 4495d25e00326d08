package dev.mcm.testkit.process;

import java.util.ArrayDeque;
import java.util.Deque;

/// The parts of something bigger that is being opened, or is open. They are closed newest first,
/// and all of them, whatever fails. Not thread-safe.
public final class OpenParts implements AutoCloseable {
    private final String whole;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /// @param whole for the message when it cannot be closed, such as `the stack`
    public OpenParts(String whole) {
        this.whole = whole;
    }

    public <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /// Closes the parts because opening failed; what fails now is added to `cause`.
    public void closeAfter(Throwable cause) {
        try {
            close();
        } catch (IllegalStateException e) {
            cause.addSuppressed(e);
        }
    }

    /// @throws IllegalStateException when all have been tried; its cause is what failed first
    @Override
    public void close() {
        Exception failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw new IllegalStateException(whole + " did not stop cleanly", failure);
        }
    }
}
