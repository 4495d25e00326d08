package dev.mcm.state;

import dev.mcm.shared.error.McmException;
import java.util.function.Supplier;
import org.hibernate.StaleStateException;

/// Updates that hold only while the row has the revision its writer has seen.
public final class Stale {
    private Stale() {}

    /// Runs an update of a versioned entity; ABORTED when the row has another revision by now, or
    /// is gone.
    public static <T> T guard(String type, Object id, long expectedRevision, Supplier<T> update) {
        try {
            return update.get();
        } catch (StaleStateException e) {
            throw conflict(type, id, expectedRevision);
        }
    }

    /// What a stale update throws.
    public static McmException conflict(String type, Object id, long expectedRevision) {
        return McmException.conflict(
                type, id, "has changed since revision " + expectedRevision + " was read");
    }
}
