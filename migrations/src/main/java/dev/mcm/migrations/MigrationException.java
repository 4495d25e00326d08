package dev.mcm.migrations;

import org.jspecify.annotations.Nullable;

/// The databases cannot be migrated; the message says why and what to do.
public final class MigrationException extends RuntimeException {
    MigrationException(String message) {
        this(message, null);
    }

    MigrationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
