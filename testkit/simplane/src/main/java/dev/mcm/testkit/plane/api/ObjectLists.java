package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ObjectStore.Snapshot;
import dev.mcm.testkit.plane.store.PersistentMap;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
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

/// Answers lists. The pages of one list all show the version of the first; once the changes since
/// are forgotten, the rest answers 410 with a token for the rest as it is now. Safe for use by many
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

    Answer answer(ResourceRequest request, Representation representation) {
        ListOptions options = ListOptions.of(request);
        ResourceType type = request.path().type();
        ObjectKey from = firstKey(request);
        Snapshot snapshot;
        if (options.token().isEmpty()) {
            snapshot = first(type, options, request.namesOne());
        } else {
            ContinueToken next = ContinueToken.parse(options.token());
            snapshot = next(type, next);
            from = next.from();
        }
        ObjectNode metadata =
                Trees.object().put("resourceVersion", Long.toString(snapshot.version()));
        Iterator<StoredObject> rest = snapshot.objects().iterator(from);
        Iterator<StoredObject> objects =
                isPaged(type, options)
                        ? page(request, snapshot, within(request, rest, _ -> true), metadata)
                        : within(request, rest, request.scope());
        if (type.custom() && !metadata.has("continue")) {
            metadata.put("continue", "");
        }
        ObjectNode head = representation.listHead(type, metadata);
        return Answer.streamed(new ListBody(head, objects, representation));
    }

    /// Events are not served from a cache, which would serve a list of any version whole.
    private static boolean isPaged(ResourceType type, ListOptions options) {
        int size = type.equals(ResourceTypes.EVENT) ? options.limit() : options.pageSize();
        return size > 0;
    }

    /// Reads one page, so that the list's metadata can say where the next begins: at the next
    /// object, whether it matches or not.
    private Iterator<StoredObject> page(
            ResourceRequest request,
            Snapshot snapshot,
            Iterator<StoredObject> all,
            ObjectNode metadata) {
        int limit = request.number("limit", 0);
        Predicate<StoredObject> scope = request.scope();
        List<StoredObject> page = new ArrayList<>();
        while (page.size() < limit && all.hasNext()) {
            StoredObject object = all.next();
            if (scope.test(object)) {
                page.add(object);
            }
        }
        if (all.hasNext() && !request.namesOne()) {
            ObjectKey next = all.next().key();
            remember(request.path().type(), snapshot);
            metadata.put("continue", new ContinueToken(snapshot.version(), next).text());
            if (!request.hasSelector()) {
                metadata.put("remainingItemCount", remaining(request, snapshot, next));
            }
        }
        return page.iterator();
    }

    private static int remaining(ResourceRequest request, Snapshot snapshot, ObjectKey next) {
        String namespace = request.path().namespace();
        int beyond =
                namespace.isEmpty() ? 0 : snapshot.objects().sizeFrom(ObjectKey.endOf(namespace));
        return snapshot.objects().sizeFrom(next) - beyond;
    }

    /// @param one whether at most one object can be selected: then a limit asks for no version
    private Snapshot first(ResourceType type, ListOptions options, boolean one) {
        Snapshot snapshot = store.snapshot(type);
        long wanted = options.number();
        if (wanted > snapshot.version()) {
            throw StatusException.tooLarge(wanted, snapshot.version());
        }
        if (!options.isExact() || (one && options.match().isEmpty())) {
            return snapshot;
        }
        return store.snapshotAt(type, wanted)
                .orElseThrow(() ->
                        StatusException.gone(
                                "The resourceVersion for the provided list is too old."));
    }

    private void remember(ResourceType type, Snapshot snapshot) {
        synchronized (snapshots) {
            snapshots.put(new Remembered(type, snapshot.version()), snapshot);
        }
    }

    private Snapshot next(ResourceType type, ContinueToken token) {
        if (token.version() == ContinueToken.ANY_VERSION) {
            return store.snapshot(type);
        }
        Snapshot kept;
        synchronized (snapshots) {
            kept = snapshots.get(new Remembered(type, token.version()));
        }
        if (kept != null && token.version() >= store.compacted()) {
            return kept;
        }
        return store.snapshotAt(type, token.version())
                .orElseThrow(() ->
                        StatusException.expired(
                                new ContinueToken(ContinueToken.ANY_VERSION, token.from()).text()));
    }

    private static @Nullable ObjectKey firstKey(ResourceRequest request) {
        String namespace = request.path().namespace();
        return namespace.isEmpty() ? null : new ObjectKey(namespace, "");
    }

    /// The matching objects, ending where the namespace ends.
    private static Iterator<StoredObject> within(
            ResourceRequest request,
            Iterator<StoredObject> objects,
            Predicate<StoredObject> scope) {
        String namespace = request.path().namespace();
        return new Matching(
                objects,
                scope,
                object -> !namespace.isEmpty() && !object.key().namespace().equals(namespace));
    }

    /// All objects of a scope in a snapshot, for a watch that begins with the state.
    static Iterator<StoredObject> matching(
            PersistentMap<ObjectKey, StoredObject> objects,
            ResourceRequest request,
            Predicate<StoredObject> scope) {
        return within(request, objects.iterator(firstKey(request)), scope);
    }
}
