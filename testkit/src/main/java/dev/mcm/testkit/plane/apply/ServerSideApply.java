package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Server-side apply: a manager states the fields it wants; it comes to own them, loses what it
/// states no more, and meets a conflict where it would change what another manager owns. Same
/// values are owned together.
public final class ServerSideApply {

    private ServerSideApply() {}

    /// The object that results when `author` applies `configuration` to `live` (empty for a
    /// creation). A new tree; its `managedFields` are set, identity and other server-kept metadata
    /// are as in `live`.
    ///
    /// @param force take fields from other managers instead of refusing
    /// @throws StatusException on a conflict without `force`
    public static ObjectNode apply(
            ObjectNode live, ObjectNode configuration, Author author, boolean force) {
        ObjectNode wanted = ManagedFields.ownable(configuration);
        dropNulls(wanted);
        FieldTrie applied = new FieldTrie(false, FieldTrie.of(wanted, "", "").children());
        ManagedFields fields = ManagedFields.of(live);
        ObjectNode merged = TreeMerge.merge(live, wanted).deepCopy();

        FieldTrie changed =
                Difference.between(ManagedFields.ownable(live), ManagedFields.ownable(merged))
                        .set();
        FieldTrie lost = refuseOrTake(fields, author, changed.intersect(applied), force);
        FieldTrie before = fields.ownedBy(author, ManagedFields.APPLY);
        ManagedFields after =
                fields.takenFromOthers(author, ManagedFields.APPLY, lost)
                        .with(author, ManagedFields.APPLY, applied);

        FieldTrie kept = after.ownedByOthers(author, ManagedFields.APPLY).union(applied);
        Prune.object(merged, before.minus(applied), kept, "");
        after.writeTo(merged);
        return merged;
    }

    private static FieldTrie refuseOrTake(
            ManagedFields fields, Author author, FieldTrie changed, boolean force) {
        FieldTrie lost = FieldTrie.EMPTY;
        List<StatusException.Cause> causes = new ArrayList<>();
        for (ManagedFields.Entry entry : fields.entries()) {
            FieldTrie both = changed.intersect(entry.fields());
            if (!entry.isBy(author, ManagedFields.APPLY) && !both.isEmpty()) {
                lost = lost.union(both);
                String message =
                        "conflict with \"" + entry.manager() + "\" using " + entry.apiVersion();
                both.paths()
                        .forEach(p ->
                                causes.add(
                                        new StatusException.Cause(
                                                "FieldManagerConflict", message, p)));
            }
        }
        if (!force && !causes.isEmpty()) {
            throw StatusException.applyConflict(causes);
        }
        return lost;
    }

    private static void dropNulls(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            for (Iterator<JsonNode> values = object.elements(); values.hasNext(); ) {
                JsonNode value = values.next();
                if (value.isNull()) {
                    values.remove();
                } else {
                    dropNulls(value);
                }
            }
        } else {
            tree.forEach(ServerSideApply::dropNulls);
        }
    }

    /// Whether two versions differ in more than the times in their `managedFields`.
    public static boolean differ(ObjectNode before, ObjectNode after) {
        return !withoutTimes(before).equals(withoutTimes(after));
    }

    private static ObjectNode withoutTimes(ObjectNode tree) {
        ObjectNode copy = tree.deepCopy();
        Trees.at(copy, "metadata", "managedFields").forEach(e -> ((ObjectNode) e).remove("time"));
        return copy;
    }
}
