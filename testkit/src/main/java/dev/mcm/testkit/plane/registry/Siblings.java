package dev.mcm.testkit.plane.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.Sharing;
import dev.mcm.testkit.plane.store.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets pods of one owner share the equal parts of their trees: they differ in little but names,
/// addresses and times. Safe for use by many threads.
final class Siblings {

    private static final int MOST_OWNERS = 4096;

    private final Map<String, ObjectNode> newest =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, ObjectNode> eldest) {
                    return size() > MOST_OWNERS;
                }
            };

    /// @param type of the tree, which the caller owns
    void share(ResourceType type, ObjectNode tree) {
        if (!type.equals(ResourceTypes.POD)) {
            return;
        }
        String owner = Trees.text(tree.at("/metadata/ownerReferences/0"), "uid");
        if (owner.isEmpty()) {
            return;
        }
        @Nullable ObjectNode sibling;
        synchronized (newest) {
            sibling = newest.get(owner);
        }
        if (sibling != null) {
            Sharing.share(tree, sibling);
        }
        synchronized (newest) {
            newest.put(owner, tree);
        }
    }
}
