package dev.mcm.local.stack;

/// A part of the stack did not start; the message says which, and what its log says last.
public final class StackFailedException extends RuntimeException {
    StackFailedException(String message) {
        super(message);
    }
}
