package dev.mcm.testkit.plane.registry;

import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceType;

/// What a client wants to write, and under which name it owns the fields.
///
/// @param key the object; for a creation the name may be empty
/// @param manager the field manager; empty for writes of the plane's own controllers, which own
///   nothing
/// @param status write the status subresource
public record WriteRequest(
        ResourceType type, ObjectKey key, String manager, boolean status, boolean dryRun) {

    /// A write by a part of the plane itself.
    public static WriteRequest internal(ResourceType type, ObjectKey key) {
        return new WriteRequest(type, key, "", false, false);
    }
}
