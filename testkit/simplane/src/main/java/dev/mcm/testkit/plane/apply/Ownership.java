package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;

/// Keeps `managedFields` right for writes that are not server-side apply: who sets a value owns the
/// field alone.
public final class Ownership {

    private Ownership() {}

    /// Writes into `after` who owns its fields, given that `author` made it out of `before` (empty
    /// for a creation). What a client sent as `managedFields` counts as what was before; an empty
    /// list gives all ownership up, and then nothing is tracked until somebody applies. Scaling is
    /// tracked only where somebody owns the number of replicas already.
    public static void update(ObjectNode before, ObjectNode after, Author author, FieldType type) {
        JsonNode live = Trees.at(before, "metadata", ManagedFields.FIELD);
        JsonNode sent = Trees.at(after, "metadata", ManagedFields.FIELD);
        boolean reset = isReset(sent);
        boolean unsent = sent.isMissingNode() || sent.isNull() || !author.subresource().isEmpty();
        JsonNode list = unsent ? live : sent;
        boolean tracked = !before.has("metadata") || (!list.isEmpty() && !reset);
        if (!tracked) {
            Trees.ensure(after, "metadata").remove(ManagedFields.FIELD);
            return;
        }
        Trees.ensure(after, "metadata").set(ManagedFields.FIELD, list);
        ManagedFields fields = ManagedFields.of(list);
        if (author.subresource().equals("scale") && !fields.ownReplicas()) {
            return;
        }
        Difference difference = Difference.between(before, after, type);
        update(fields, difference, author).writeTo(after);
    }

    private static boolean isReset(JsonNode sent) {
        boolean bare = sent.size() == 1 && sent.path(0).isObject() && sent.path(0).isEmpty();
        return sent.isArray() && (sent.isEmpty() || bare);
    }

    static ManagedFields update(ManagedFields fields, Difference difference, Author author) {
        ManagedFields.Owner self = author.updating();
        FieldTrie lost = difference.set().union(difference.removed());
        FieldTrie own = fields.ownedBy(self).minus(difference.removed());
        ManagedFields rest = fields.takenFromOthers(self, lost);
        if (!difference.set().isEmpty()) {
            return rest.with(self, author.time(), own.union(difference.set()));
        }
        return rest.shrunk(self, own);
    }

    /// Puts the `managedFields` of `before` into `after`, for a write that owns nothing.
    public static void keep(ObjectNode before, ObjectNode after) {
        JsonNode kept = Trees.at(before, "metadata", ManagedFields.FIELD);
        if (kept.isArray()) {
            Trees.ensure(after, "metadata").set(ManagedFields.FIELD, kept);
        } else {
            Trees.ensure(after, "metadata").remove(ManagedFields.FIELD);
        }
    }
}
