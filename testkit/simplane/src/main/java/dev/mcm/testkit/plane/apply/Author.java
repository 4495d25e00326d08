package dev.mcm.testkit.plane.apply;

import dev.mcm.testkit.plane.store.Trees;
import java.time.Instant;

/// Who writes, in the terms of `managedFields`.
///
/// @param subresource `status` or `scale`, or empty for the object itself
public record Author(String manager, String apiVersion, String subresource, Instant at) {

    static final String APPLY = "Apply";
    static final String UPDATE = "Update";

    ManagedFields.Owner applying() {
        return new ManagedFields.Owner(manager, APPLY, apiVersion, subresource);
    }

    ManagedFields.Owner updating() {
        return new ManagedFields.Owner(manager, UPDATE, apiVersion, subresource);
    }

    String time() {
        return Trees.time(at);
    }
}
