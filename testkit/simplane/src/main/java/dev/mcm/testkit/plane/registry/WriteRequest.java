package dev.mcm.testkit.plane.registry;

import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceType;

/// What a client wants to write, and under which name it owns the fields.
///
/// @param key the object; for a creation the name may be empty
/// @param manager the field manager; empty for writes of the plane's own controllers, which own
///   nothing
/// @param part the subresource that is written: `status`, `scale` or empty
public record WriteRequest(
        ResourceType type, ObjectKey key, String manager, String part, Options options) {

    /// How a write is done.
    public record Options(Requester requester, FieldValidation validation, boolean dryRun) {

        static final Options PLAIN = new Options(Requester.PLANE, FieldValidation.IGNORE, false);
    }

    public WriteRequest(
            ResourceType type, ObjectKey key, String manager, boolean status, boolean dryRun) {
        this(
                type,
                key,
                manager,
                status ? "status" : "",
                new Options(Requester.PLANE, FieldValidation.IGNORE, dryRun));
    }

    /// A write by a part of the plane itself.
    public static WriteRequest internal(ResourceType type, ObjectKey key) {
        return new WriteRequest(type, key, "", "", Options.PLAIN);
    }

    boolean isInternal() {
        return manager.isEmpty();
    }

    boolean status() {
        return part.equals("status");
    }

    boolean dryRun() {
        return options.dryRun();
    }
}
