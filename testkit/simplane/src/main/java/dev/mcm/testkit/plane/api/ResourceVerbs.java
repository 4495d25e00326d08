package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.access.AccessControl;
import dev.mcm.testkit.plane.registry.DeleteRequest;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.store.ObjectStore.Snapshot;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Get, list, create, update, patch and delete.
final class ResourceVerbs {

    /// Kinds of which a deletion answers with the object and not with a `Status`.
    private static final Set<ResourceType> RETURNED_WHEN_DELETED =
            Set.of(ResourceTypes.POD, ResourceTypes.SERVICE, ResourceTypes.SERVICE_ACCOUNT);

    /// Kinds that a replacement creates where there is none.
    private static final Set<ResourceType> CREATED_BY_REPLACEMENT =
            Set.of(ResourceTypes.LEASE, ResourceTypes.SERVICE, ResourceTypes.EVENT);

    private final ObjectRegistry registry;
    private final ObjectLists lists;
    private final Subresources subresources;
    private final InstantSource clock;
    private final AccessControl access;
    private final AccountTokens tokens;

    ResourceVerbs(
            ObjectRegistry registry,
            InstantSource clock,
            AccessControl access,
            AccountTokens tokens) {
        this.registry = registry;
        this.access = access;
        this.tokens = tokens;
        this.clock = clock;
        lists = new ObjectLists(registry.store());
        subresources = new Subresources(registry);
    }

    Answer answer(ResourceRequest request) {
        String part = request.path().subresource();
        if (part.equals("token") && request.path().type().equals(ResourceTypes.SERVICE_ACCOUNT)) {
            return tokens.answer(request);
        }
        if (!part.isEmpty() && !part.equals("status")) {
            return subresources.answer(request);
        }
        if (part.equals("status") && !request.path().type().status()) {
            throw StatusException.noSuchPath();
        }
        return switch (request.method()) {
            case "GET" -> read(request);
            case "POST" -> create(request);
            case "PUT" -> replace(request);
            case "PATCH" -> patch(request);
            case "DELETE" -> delete(request);
            default -> throw StatusException.methodNotAllowed();
        };
    }

    Representation representation(ResourceRequest request) {
        return Representation.negotiate(request.path().type(), request.header("Accept"), clock);
    }

    private Answer read(ResourceRequest request) {
        if (request.path().isCollection()) {
            return lists.answer(request, representation(request));
        }
        StoredObject found = registry.store().get(request.path().type(), request.path().key());
        return Answer.object(200, found, representation(request));
    }

    private Answer create(ResourceRequest request) {
        if (!request.path().isCollection()) {
            throw StatusException.methodNotAllowed();
        }
        ObjectNode body = request.objectBody();
        boolean misplaced =
                request.path().type().namespaced() && request.path().namespace().isEmpty();
        if (misplaced) {
            throw StatusException.badRequest(
                    "an object of type " + request.path().type() + " is created in a namespace");
        }
        String name = Trees.text(body, "metadata", "name");
        StoredObject created = registry.create(request.write(name), body);
        tokens.fill(created);
        return Answer.object(201, created, representation(request));
    }

    private Answer replace(ResourceRequest request) {
        requireName(request);
        ObjectNode body = request.objectBody();
        boolean absent = registry.store().find(request.path().type(), request.path().key()) == null;
        requireNameIn(request, body);
        if (absent && !request.path().subresource().isEmpty()) {
            throw StatusException.notFound(request.path().type(), request.path().name());
        }
        if (absent && CREATED_BY_REPLACEMENT.contains(request.path().type())) {
            return Answer.object(201, createInstead(request, body), representation(request));
        }
        StoredObject stored = registry.replace(request.write(), body);
        return Answer.object(200, stored, representation(request));
    }

    /// A dry run shows the version that was sent, since no other takes its place.
    private StoredObject createInstead(ResourceRequest request, ObjectNode body) {
        refuseUid(request, body);
        String version = Trees.text(body, "metadata", "resourceVersion");
        Trees.ensure(body, "metadata").remove("resourceVersion");
        StoredObject created = registry.create(request.write(), body);
        if (version.isEmpty() || !request.isDryRun()) {
            return created;
        }
        ObjectNode shown = created.copy();
        Trees.ensure(shown, "metadata").put("resourceVersion", version);
        return new StoredObject(created.type(), created.key(), created.resourceVersion(), shown);
    }

    private static void requireNameIn(ResourceRequest request, ObjectNode body) {
        if (Trees.text(body, "metadata", "name").isEmpty()) {
            throw StatusException.badRequest(
                    "the name of the object ("
                            + request.path().name()
                            + " based on URL) was undeterminable: name must be provided");
        }
    }

    /// Who names a uid means an object that is there.
    private static void refuseUid(ResourceRequest request, ObjectNode body) {
        String uid = Trees.text(body, "metadata", "uid");
        boolean same = Trees.text(body, "metadata", "name").equals(request.path().name());
        if (!uid.isEmpty() && same) {
            throw StatusException.conflict(
                    request.path().type(),
                    request.path().name(),
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: ");
        }
    }

    private Answer patch(ResourceRequest request) {
        requireName(request);
        JsonNode body = request.body();
        if (request.contentType().equals(Patches.APPLY)) {
            return apply(request, body);
        }
        UnaryOperator<ObjectNode> patch =
                Patches.read(request.contentType(), body, request.path().type());
        StoredObject stored =
                registry.update(request.write(), before -> patch.apply(before.tree()));
        return Answer.object(200, stored, representation(request));
    }

    private Answer apply(ResourceRequest request, JsonNode body) {
        if (request.param("fieldManager").isEmpty()) {
            throw StatusException.managerRequired();
        }
        if (!(body instanceof ObjectNode configuration)) {
            throw StatusException.badRequest("the applied configuration is not an object");
        }
        String kind = Trees.text(configuration, "kind");
        String version = Trees.text(configuration, "apiVersion");
        requireNameIn(request, configuration);
        if (kind.isEmpty() || version.isEmpty()) {
            throw StatusException.badRequest("invalid object type: " + version + ", Kind=" + kind);
        }
        if (!Trees.at(configuration, "metadata", "managedFields").isEmpty()) {
            throw StatusException.badRequest("metadata.managedFields must be nil");
        }
        if (registry.store().find(request.path().type(), request.path().key()) == null) {
            access.check(request.requester(), request.action("create"));
        }
        ObjectRegistry.Applied applied =
                registry.apply(request.write(), configuration, request.flag("force"));
        tokens.fill(applied.object());
        return Answer.object(
                applied.created() ? 201 : 200, applied.object(), representation(request));
    }

    private Answer delete(ResourceRequest request) {
        DeleteRequest wanted =
                DeleteRequest.of(
                        request.body(),
                        request.param("propagationPolicy"),
                        request.param("gracePeriodSeconds"),
                        request.isDryRun());
        if (request.path().isCollection()) {
            return deleteCollection(request, wanted);
        }
        StoredObject gone = registry.delete(request.write(), wanted);
        boolean ended =
                wanted.dryRun()
                        ? !gone.isDeleting()
                        : registry.store().find(gone.type(), gone.key()) == null;
        boolean atOnce = ended && !RETURNED_WHEN_DELETED.contains(gone.type());
        return atOnce ? Answer.deleted(gone) : Answer.object(200, gone, representation(request));
    }

    private Answer deleteCollection(ResourceRequest request, DeleteRequest wanted) {
        Snapshot snapshot = registry.store().snapshot(request.path().type());
        ObjectNode metadata =
                Trees.object().put("resourceVersion", Long.toString(snapshot.version()));
        if (request.path().type().custom()) {
            metadata.put("continue", "");
        }
        ObjectNode list = new Representation.Whole().listHead(request.path().type(), metadata);
        ArrayNode items = list.putArray("items");
        Iterator<StoredObject> all =
                ObjectLists.matching(snapshot.objects(), request, request.scope());
        while (all.hasNext()) {
            StoredObject object = all.next();
            try {
                registry.delete(request.write(object.key()), wanted);
                items.add(new Representation.Whole().item(object));
            } catch (StatusException gone) {
                if (gone.code() != 404) {
                    throw gone;
                }
            }
        }
        return Answer.json(200, list);
    }

    private static void requireName(ResourceRequest request) {
        if (request.path().isCollection()) {
            throw StatusException.methodNotAllowed();
        }
    }
}
