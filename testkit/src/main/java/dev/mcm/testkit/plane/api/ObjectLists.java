package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ObjectStore.Snapshot;
import dev.mcm.testkit.plane.store.PersistentMap;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Answers lists. The pages of one list all show the version of the first: its snapshot is
/// remembered for a while, after which the rest of the list answers 410. Safe for use by many
/// threads.
final class ObjectLists {

    private static final int SNAPSHOTS_REMEMBERED = 64;

    private record Remembered(ResourceType type, long version) {}

    private final ObjectStore store;
    private final Map<Remembered, Snapshot> snapshots =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Remembered, Snapshot> eldest) {
                    return size() > SNAPSHOTS_REMEMBERED;
                }
            };

    ObjectLists(ObjectStore store) {
        this.store = store;
    }

    Answer answer(ApiRequest request, Representation representation) {
        ResourceType type = request.path().type();
        String token = request.param("continue");
        ObjectKey from = firstKey(request);
        Snapshot snapshot;
        if (token.isEmpty()) {
            snapshot = current(request);
        } else {
            ContinueToken next = ContinueToken.parse(token);
            snapshot = remembered(type, next.version());
            from = next.from();
        }
        int limit = request.number("limit", 0);
        ObjectNode metadata =
                Trees.object().put("resourceVersion", Long.toString(snapshot.version()));
        Iterator<StoredObject> objects = snapshot.objects().iterator(from);
        Predicate<StoredObject> scope = request.scope();
        if (limit > 0) {
            objects = page(request, snapshot, objects, metadata);
            scope = _ -> true;
        }
        ObjectNode head = representation.listHead(type, metadata);
        return Answer.streamed(new ListBody(head, within(request, objects, scope), representation));
    }

    /// Reads one page ahead, so that the list's metadata can say where the next begins.
    private Iterator<StoredObject> page(
            ApiRequest request,
            Snapshot snapshot,
            Iterator<StoredObject> objects,
            ObjectNode metadata) {
        int limit = request.number("limit", 0);
        Iterator<StoredObject> matching = within(request, objects, request.scope());
        List<StoredObject> page = new ArrayList<>();
        while (page.size() < limit && matching.hasNext()) {
            page.add(matching.next());
        }
        if (matching.hasNext()) {
            ObjectKey next = matching.next().key();
            remember(request.path().type(), snapshot);
            metadata.put("continue", new ContinueToken(snapshot.version(), next).text());
            if (!request.hasSelector() && request.path().namespace().isEmpty()) {
                metadata.put("remainingItemCount", snapshot.objects().sizeFrom(next));
            }
        }
        return page.iterator();
    }

    private Snapshot current(ApiRequest request) {
        Snapshot snapshot = store.snapshot(request.path().type());
        long wanted = request.resourceVersion();
        if (wanted > snapshot.version()) {
            throw StatusException.gone(
                    "Too large resource version: " + wanted + ", current: " + snapshot.version());
        }
        boolean exact = request.param("resourceVersionMatch").equals("Exact");
        return exact && wanted != snapshot.version()
                ? remembered(request.path().type(), wanted)
                : snapshot;
    }

    private void remember(ResourceType type, Snapshot snapshot) {
        synchronized (snapshots) {
            snapshots.put(new Remembered(type, snapshot.version()), snapshot);
        }
    }

    private Snapshot remembered(ResourceType type, long version) {
        Snapshot snapshot;
        synchronized (snapshots) {
            snapshot = snapshots.get(new Remembered(type, version));
        }
        if (snapshot == null) {
            throw StatusException.gone(
                    "The provided continue parameter is too old to display a consistent list"
                            + " result");
        }
        return snapshot;
    }

    private static @Nullable ObjectKey firstKey(ApiRequest request) {
        String namespace = request.path().namespace();
        return namespace.isEmpty() ? null : new ObjectKey(namespace, "");
    }

    /// The matching objects, ending where the namespace ends.
    private static Iterator<StoredObject> within(
            ApiRequest request, Iterator<StoredObject> objects, Predicate<StoredObject> scope) {
        String namespace = request.path().namespace();
        return new Matching(
                objects,
                scope,
                object -> !namespace.isEmpty() && !object.key().namespace().equals(namespace));
    }

    /// All objects of a scope in a snapshot, for a watch that begins with the state.
    static Iterator<StoredObject> matching(
            PersistentMap<ObjectKey, StoredObject> objects,
            ApiRequest request,
            Predicate<StoredObject> scope) {
        return within(request, objects.iterator(firstKey(request)), scope);
    }
}
