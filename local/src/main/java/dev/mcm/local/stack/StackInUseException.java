package dev.mcm.local.stack;

import java.nio.file.Path;

/// A stack runs in the directory already.
public final class StackInUseException extends RuntimeException {
    StackInUseException(Path directory, long pid) {
        super(
                "a stack runs in %s already (process %d); './mcm status' shows it, './mcm down' stops it"
                        .formatted(directory, pid));
    }
}
