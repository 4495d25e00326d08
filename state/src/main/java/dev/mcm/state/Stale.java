package dev.mcm.state;

import dev.mcm.shared.error.McmException;
import jakarta.data.exceptions.OptimisticLockingFailureException;

/// Updates that hold only while the row has the revision its writer has seen.
public final class Stale {
    private Stale() {}

    /// Runs an update of a versioned entity; ABORTED when the row has another revision by now, or
    /// is gone.
    public static void guard(String type, Object id, long expectedRevision, Runnable update) {
        try {
            update.run();
        } catch (OptimisticLockingFailureException e) {
            throw McmException.conflict(
                    type, id, "has changed since revision " + expectedRevision + " was read");
        }
    }
}
