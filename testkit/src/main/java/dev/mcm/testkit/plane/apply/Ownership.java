package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;

/// Keeps `managedFields` right for writes that are not server-side apply: who sets a value owns the
/// field alone.
public final class Ownership {

    private Ownership() {}

    /// Writes into `after` who owns its fields, given that `author` made it out of `before` (empty
    /// for a creation).
    public static void update(ObjectNode before, ObjectNode after, Author author) {
        Difference difference =
                Difference.between(ManagedFields.ownable(before), ManagedFields.ownable(after));
        FieldTrie lost = difference.set().union(difference.removed());
        ManagedFields fields = ManagedFields.of(before);
        FieldTrie own =
                fields.ownedBy(author, ManagedFields.UPDATE)
                        .minus(difference.removed())
                        .union(difference.set());
        fields.takenFromOthers(author, ManagedFields.UPDATE, lost)
                .with(author, ManagedFields.UPDATE, own)
                .writeTo(after);
    }

    /// Drops `managedFields` a client sent: they are the server's to keep.
    public static void keep(ObjectNode before, ObjectNode after) {
        var kept = Trees.at(before, "metadata", "managedFields");
        if (kept.isArray()) {
            Trees.ensure(after, "metadata").set("managedFields", kept);
        } else {
            Trees.ensure(after, "metadata").remove("managedFields");
        }
    }
}
