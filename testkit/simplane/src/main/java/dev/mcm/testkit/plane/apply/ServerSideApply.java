package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Server-side apply: a manager states the fields it wants; it comes to own them, loses what it
/// states no more, and meets a conflict where it would change what another manager owns. Same
/// values are owned together. The steps are those of structured-merge-diff's `Updater`.
@SuppressWarnings("ReferenceEquality") // The same part is an equal part, and known to be at once.
public final class ServerSideApply {

    private static final String BEFORE_FIRST_APPLY = "before-first-apply";

    private ServerSideApply() {}

    /// The object that results when `author` applies `configuration` to `live` (empty for a
    /// creation). A new tree that shares unchanged parts with `live`; its `managedFields` are set.
    ///
    /// @param force take fields from other managers instead of refusing
    /// @throws StatusException on a conflict without `force`
    public static ObjectNode apply(
            ObjectNode live,
            ObjectNode configuration,
            Author author,
            FieldType type,
            boolean force) {
        ManagedFields fields = before(live, author, type);
        FieldTrie last = fields.ownedBy(author.applying());
        FieldTrie applied = FieldTrie.of(configuration, type);
        ManagedFields claimed =
                fields.with(author.applying(), fields.timeOf(author.applying()), applied);

        ObjectNode wanted = configuration.deepCopy();
        List<String> unknown = Conformance.enforce(wanted, type);
        if (!unknown.isEmpty()) {
            throw StatusException.unexplained(
                    "failed to create typed patch object ("
                            + named(configuration)
                            + "): ."
                            + unknown.getFirst()
                            + ": field not declared in schema");
        }
        ObjectNode merged = TreeMerge.merge(live, wanted, type);
        ObjectNode pruned = prune(merged, claimed, last, type);
        Difference difference = Difference.between(live, pruned, type);
        if (!force) {
            refuseConflicts(claimed, author, difference.set());
        }
        ObjectNode after = withOwnMetadata(pruned);
        ManagedFields owners =
                claimed.takenFromOthers(
                        author.applying(),
                        difference.set().union(difference.removed().withoutEmptied()));
        boolean changed = live.isEmpty() || !difference.isEmpty();
        (changed ? owners.at(author.applying(), author.time()) : owners).writeTo(after);
        return after;
    }

    private static String named(ObjectNode configuration) {
        String version = Trees.text(configuration, "apiVersion");
        return Trees.text(configuration, "metadata", "namespace")
                + "/"
                + Trees.text(configuration, "metadata", "name")
                + "; "
                + (version.contains("/") ? version : "/" + version)
                + ", Kind="
                + Trees.text(configuration, "kind");
    }

    /// The owners so far. What was there before anybody was tracked gets an owner of its own.
    private static ManagedFields before(ObjectNode live, Author author, FieldType type) {
        ManagedFields fields = ManagedFields.of(Trees.at(live, "metadata", ManagedFields.FIELD));
        if (!fields.entries().isEmpty() || live.isEmpty()) {
            return fields;
        }
        Author nobody = new Author(BEFORE_FIRST_APPLY, author.apiVersion(), "", author.at());
        return Ownership.update(fields, Difference.between(Trees.object(), live, type), nobody);
    }

    /// Takes out what the manager applied last time, applies no more, and nobody else owns.
    private static ObjectNode prune(
            ObjectNode merged, ManagedFields claimed, FieldTrie last, FieldType type) {
        FieldTrie owned = claimed.ownedByAnybody().withNamedFields(type);
        FieldTrie lastNamed = last.withNamedFields(type);
        if (last.isEmpty() || lastNamed.minus(owned).isEmpty()) {
            return merged;
        }
        FieldTrie all = FieldTrie.of(merged, type).withNamedFields(type);
        ObjectNode bare = ItemRemoval.without(merged, lastNamed, type);
        FieldTrie rest = FieldTrie.of(bare, type).withNamedFields(type);
        ObjectNode kept = ItemRemoval.without(merged, all.minus(rest.union(owned)), type);
        FieldTrie keptSet = FieldTrie.of(kept, type).withNamedFields(type);
        return ItemRemoval.without(merged, all.minus(keptSet).intersect(lastNamed), type);
    }

    private static ObjectNode withOwnMetadata(ObjectNode tree) {
        ObjectNode metadata = Trees.object();
        if (tree.get("metadata") instanceof ObjectNode present) {
            metadata.setAll(present);
        }
        ObjectNode copy = Trees.object();
        copy.setAll(tree);
        copy.set("metadata", metadata);
        return copy;
    }

    private static void refuseConflicts(ManagedFields fields, Author author, FieldTrie changed) {
        List<StatusException.Cause> causes = new ArrayList<>();
        for (ManagedFields.Entry entry : fields.entries()) {
            if (!entry.owner().isSameAs(author.applying())) {
                String message = "conflict with " + name(entry.owner());
                for (String path : changed.intersect(entry.fields()).paths()) {
                    causes.add(new StatusException.Cause("FieldManagerConflict", message, path));
                }
            }
        }
        if (!causes.isEmpty()) {
            throw StatusException.applyConflict(causes);
        }
    }

    private static String name(ManagedFields.Owner owner) {
        String name = "\"" + owner.manager() + "\"";
        if (!owner.subresource().isEmpty()) {
            name += " with subresource \"" + owner.subresource() + "\"";
        }
        return owner.operation().equals(Author.UPDATE)
                ? name + " using " + owner.apiVersion()
                : name;
    }

    /// Whether two versions differ in more than the times in their `managedFields`.
    public static boolean differ(ObjectNode before, ObjectNode after) {
        return differ(before, after, "metadata");
    }

    /// @param particular the one field that is not simply compared
    private static boolean differ(JsonNode before, JsonNode after, String particular) {
        if (before == after) {
            return false;
        }
        if (before.size() != after.size()) {
            return true;
        }
        for (Map.Entry<String, JsonNode> entry : after.properties()) {
            JsonNode old = before.path(entry.getKey());
            JsonNode now = entry.getValue();
            boolean other =
                    !entry.getKey().equals(particular)
                            ? old != now && !old.equals(now)
                            : particular.equals(ManagedFields.FIELD)
                                    ? ownersDiffer(old, now)
                                    : differ(old, now, ManagedFields.FIELD);
            if (other) {
                return true;
            }
        }
        return false;
    }

    private static boolean ownersDiffer(JsonNode before, JsonNode after) {
        if (before.size() != after.size()) {
            return true;
        }
        for (int i = 0; i < after.size(); i++) {
            if (ownerDiffers(before.path(i), after.path(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean ownerDiffers(JsonNode before, JsonNode after) {
        if (before.size() != after.size()) {
            return true;
        }
        for (Map.Entry<String, JsonNode> entry : after.properties()) {
            JsonNode old = before.path(entry.getKey());
            boolean same = old == entry.getValue() || old.equals(entry.getValue());
            if (!same && !entry.getKey().equals("time")) {
                return true;
            }
        }
        return false;
    }
}
