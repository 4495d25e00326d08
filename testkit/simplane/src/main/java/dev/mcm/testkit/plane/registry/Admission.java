package dev.mcm.testkit.plane.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.StatusException;
import org.jspecify.annotations.Nullable;

/// Has the last word on a client's write. Called outside the store's lock, possibly more than once
/// for one write.
@FunctionalInterface
public interface Admission {

    Admission EVERYTHING = _ -> {};

    /// What is done to an object.
    enum Operation {
        CREATE,
        UPDATE,
        DELETE
    }

    /// A write that is otherwise ready.
    ///
    /// @param before null for a creation
    /// @param after null for a deletion
    record Write(
            Operation operation,
            ResourceType type,
            ObjectKey key,
            String part,
            WriteRequest.Options options,
            @Nullable ObjectNode before,
            @Nullable ObjectNode after) {}

    /// @throws StatusException when the write is refused
    void review(Write write);
}
