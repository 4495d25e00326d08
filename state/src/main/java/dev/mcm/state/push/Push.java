package dev.mcm.state.push;

import dev.mcm.state.Micros;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of `pushes`: how far a deployment's placements have been applied to a plane.
///
/// @param wantedVersion push version to be applied
/// @param appliedVersion push version applied; 0 = none
/// @param error of the last attempt, at most 500 characters; empty = none
/// @param failedAttempts since the last success
/// @param attemptedAt last attempt
/// @param appliedAt last success; null = never
public record Push(
        PushKey key,
        long wantedVersion,
        long appliedVersion,
        String error,
        int failedAttempts,
        Instant attemptedAt,
        @Nullable Instant appliedAt) {
    private static final int MAX_ERROR = 500;

    public Push {
        error = error.length() <= MAX_ERROR ? error : error.substring(0, MAX_ERROR);
        attemptedAt = Micros.of(attemptedAt);
        appliedAt = appliedAt == null ? null : Micros.of(appliedAt);
    }

    /// What is wanted there has been applied.
    public boolean isDone() {
        return appliedVersion >= wantedVersion;
    }
}
