package dev.mcm.testkit.plane.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.apply.Author;
import dev.mcm.testkit.plane.apply.FieldType;
import dev.mcm.testkit.plane.apply.Ownership;
import dev.mcm.testkit.plane.apply.ServerSideApply;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.Sharing;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Every write to a plane goes through here, whether from HTTP or from a controller. Work on trees
/// happens outside the store's lock and is repeated when another write came between. Safe for use
/// by many threads.
public final class ObjectRegistry {

    private final ObjectStore store;
    private final InstantSource clock;
    private final Admission admission;
    private final CustomKinds kinds;
    private final Preparation preparation;
    private final QuotaAdmission quotas;

    public ObjectRegistry(ObjectStore store, InstantSource clock, Identities identities) {
        this(store, clock, identities, Admission.EVERYTHING);
    }

    public ObjectRegistry(
            ObjectStore store, InstantSource clock, Identities identities, Admission admission) {
        this.store = store;
        this.clock = clock;
        this.admission = admission;
        kinds = new CustomKinds(store);
        preparation = new Preparation(clock, identities);
        quotas = new QuotaAdmission(store);
    }

    public ObjectStore store() {
        return store;
    }

    public InstantSource clock() {
        return clock;
    }

    /// The types of a kind's fields.
    public FieldType typeOf(ResourceType type) {
        return kinds.typeOf(type);
    }

    /// An object and whether the write made it.
    public record Applied(StoredObject object, boolean created) {}

    /// @param body the caller gives it away
    public StoredObject create(WriteRequest request, ObjectNode body) {
        Preparation.checkIdentity(request, body);
        requireNamespace(request);
        FieldType type = kinds.typeOf(request.type());
        preparation.forCreation(request, body, type);
        if (request.isInternal()) {
            Ownership.keep(Trees.object(), body);
        } else {
            own(request, body, type);
        }
        return insert(request, body);
    }

    /// The creator owns what it sent, but never the status.
    private void own(WriteRequest request, ObjectNode body, FieldType type) {
        ObjectNode zero = ZeroValues.of(request.type());
        JsonNode status = body.path("status");
        Preparation.copyOrRemove(body, "status", zero.path("status"));
        Ownership.update(zero, body, author(request), type);
        Preparation.copyOrRemove(body, "status", status);
    }

    private StoredObject insert(WriteRequest request, ObjectNode body) {
        ObjectKey key = preparation.complete(request, body);
        Validation.check(request.type(), null, body);
        review(Admission.Operation.CREATE, request, key, null, body);
        if (!request.dryRun()) {
            return request.type().equals(ResourceTypes.POD)
                    ? quotas.admit(key, body, () -> store.insert(request.type(), key, body))
                    : store.insert(request.type(), key, body);
        }
        StoredObject present = store.find(request.type(), key);
        if (present != null) {
            throw StatusException.alreadyExists(request.type(), key.name(), present.isDeleting());
        }
        return new StoredObject(request.type(), key, 0, body);
    }

    /// Changes an object; `change` gets the stored version and returns a tree of its own. It may
    /// run more than once.
    public StoredObject update(WriteRequest request, Function<StoredObject, ObjectNode> change) {
        FieldType type = kinds.typeOf(request.type());
        while (true) {
            StoredObject before = store.get(request.type(), request.key());
            ObjectNode after = change.apply(before);
            preparation.forUpdate(request, before, after, type);
            after = Sharing.share(after, before.tree());
            if (request.isInternal()) {
                Ownership.keep(before.tree(), after);
            } else {
                Ownership.update(before.tree(), after, author(request), type);
            }
            preparation.keepAllocated(request, before, after);
            if (!ServerSideApply.differ(before.tree(), after)) {
                return before;
            }
            Optional<StoredObject> stored = settle(request, before, after);
            if (stored.isPresent()) {
                return stored.get();
            }
        }
    }

    /// Puts another object in the place of one.
    public StoredObject replace(WriteRequest request, ObjectNode body) {
        Preparation.checkIdentity(request, body);
        return update(request, _ -> body.deepCopy());
    }

    /// Server-side apply; creates the object when there is none.
    public Applied apply(WriteRequest request, ObjectNode configuration, boolean force) {
        ObjectNode wanted = preparation.scoped(request, configuration);
        Optional<Applied> done = Optional.empty();
        while (done.isEmpty()) {
            StoredObject before = store.find(request.type(), request.key());
            done =
                    before == null
                            ? applyNew(request, wanted, force)
                            : applyOver(request, before, wanted, force);
        }
        return done.get();
    }

    private Optional<Applied> applyNew(WriteRequest request, ObjectNode wanted, boolean force) {
        if (!request.part().isEmpty()) {
            throw StatusException.notFound(request.type(), request.key().name());
        }
        FieldType type = kinds.typeOf(request.type());
        ObjectNode body =
                ServerSideApply.apply(Trees.object(), wanted, author(request), type, force);
        if (!Trees.text(wanted, "metadata", "uid").isEmpty()) {
            throw StatusException.conflict(
                    request.type(),
                    request.key().name(),
                    "uid mismatch: the provided object specified uid "
                            + Trees.text(wanted, "metadata", "uid")
                            + ", and no existing object was found");
        }
        if (!Trees.text(wanted, "metadata", "resourceVersion").isEmpty()) {
            throw StatusException.conflict(
                    request.type(),
                    request.key().name(),
                    "the object does not exist, so it has no resourceVersion");
        }
        requireNamespace(request);
        body.put("apiVersion", request.type().apiVersion()).put("kind", request.type().kind());
        preparation.forCreation(request, body, type);
        try {
            return Optional.of(new Applied(insert(request, body), true));
        } catch (StatusException failure) {
            if (failure.isAlreadyExists()) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private Optional<Applied> applyOver(
            WriteRequest request, StoredObject before, ObjectNode wanted, boolean force) {
        FieldType type = kinds.typeOf(request.type());
        ObjectNode after =
                ServerSideApply.apply(before.tree(), wanted, author(request), type, force);
        String uid = Trees.text(wanted, "metadata", "uid");
        if (!uid.isEmpty() && !uid.equals(before.uid())) {
            throw StatusException.invalid(
                    request.type(),
                    request.key().name(),
                    List.of(
                            new StatusException.Cause(
                                    "FieldValueInvalid",
                                    "Invalid value: \"" + uid + "\": field is immutable",
                                    "metadata.uid")));
        }
        preparation.forUpdate(request, before, after, type);
        preparation.keepAllocated(request, before, after);
        if (!ServerSideApply.differ(before.tree(), after)) {
            return Optional.of(new Applied(before, false));
        }
        return settle(request, before, after).map(o -> new Applied(o, false));
    }

    private Optional<StoredObject> settle(
            WriteRequest request, StoredObject before, ObjectNode after) {
        Validation.check(request.type(), before.tree(), after);
        review(Admission.Operation.UPDATE, request, request.key(), before.tree(), after);
        if (request.dryRun()) {
            return Optional.of(
                    new StoredObject(
                            request.type(), request.key(), before.resourceVersion(), after));
        }
        boolean released =
                before.isDeleting()
                        && !before.at("metadata", "finalizers").isEmpty()
                        && Trees.at(after, "metadata", "finalizers").isEmpty()
                        && !request.type().equals(ResourceTypes.NAMESPACE);
        if (released) {
            return store.remove(before)
                    .map(o -> new StoredObject(o.type(), o.key(), before.resourceVersion(), after));
        }
        return store.replace(before, after);
    }

    private void review(
            Admission.Operation operation,
            WriteRequest request,
            ObjectKey key,
            @Nullable ObjectNode before,
            @Nullable ObjectNode after) {
        if (!request.isInternal()) {
            admission.review(
                    new Admission.Write(
                            operation,
                            request.type(),
                            key,
                            request.part(),
                            request.options(),
                            before,
                            after));
        }
    }

    /// A change by a part of the plane itself: spec and status alike, without ownership. Empty when
    /// the object is no more.
    public Optional<StoredObject> edit(
            ResourceType type, ObjectKey key, UnaryOperator<ObjectNode> change) {
        while (true) {
            StoredObject before = store.find(type, key);
            if (before == null) {
                return Optional.empty();
            }
            ObjectNode after = change.apply(before.copy());
            if (after.equals(before.tree())) {
                return Optional.of(before);
            }
            preparation.countGeneration(type, before, after);
            Optional<StoredObject> stored = store.replace(before, after);
            if (stored.isPresent()) {
                return stored;
            }
        }
    }

    public Instant now() {
        return clock.instant();
    }

    /// A deletion by a part of the plane itself.
    public StoredObject delete(ResourceType type, ObjectKey key, DeleteRequest request) {
        return delete(WriteRequest.internal(type, key), request);
    }

    /// Deletes an object, or marks it as being deleted when somebody has to finish first.
    public StoredObject delete(WriteRequest request, DeleteRequest how) {
        while (true) {
            StoredObject before = store.get(request.type(), request.key());
            checkPreconditions(before, how);
            review(Admission.Operation.DELETE, request, request.key(), before.tree(), null);
            Optional<ObjectNode> marked = Deletion.mark(before, how, clock.instant());
            if (marked.isPresent() && marked.get().equals(before.tree())) {
                return before;
            }
            if (how.dryRun()) {
                return marked.isPresent()
                        ? new StoredObject(
                                before.type(), before.key(), before.resourceVersion(), marked.get())
                        : Deletion.ended(before, clock.instant());
            }
            kinds.instancesOf(before).forEach(o -> delete(o.type(), o.key(), DeleteRequest.PLAIN));
            if (marked.isEmpty() && Deletion.isToldFirst(before)) {
                Optional<StoredObject> told =
                        store.replace(before, Deletion.ended(before, clock.instant()).copy())
                                .flatMap(store::remove);
                if (told.isPresent()) {
                    return told.get();
                }
                continue;
            }
            Optional<StoredObject> done =
                    marked.isPresent() ? store.replace(before, marked.get()) : store.remove(before);
            if (done.isPresent()) {
                return done.get();
            }
        }
    }

    private static void checkPreconditions(StoredObject before, DeleteRequest request) {
        if (before.type().equals(ResourceTypes.NAMESPACE)) {
            checkNamespacePreconditions(before, request);
        }
        if (!request.uid().isEmpty() && !request.uid().equals(before.uid())) {
            throw StatusException.preconditionFailed(
                    before.type(),
                    before.key().name(),
                    "the UID in the precondition ("
                            + request.uid()
                            + ") does not match the UID in record ("
                            + before.uid()
                            + "). The object might have been deleted and then recreated");
        }
        String version = Long.toString(before.resourceVersion());
        if (!request.resourceVersion().isEmpty() && !request.resourceVersion().equals(version)) {
            throw StatusException.preconditionFailed(
                    before.type(),
                    before.key().name(),
                    "the ResourceVersion in the precondition ("
                            + request.resourceVersion()
                            + ") does not match the ResourceVersion in record ("
                            + version
                            + "). The object might have been modified");
        }
    }

    /// Namespaces are deleted by a way of their own, with words of its own.
    private static void checkNamespacePreconditions(StoredObject before, DeleteRequest request) {
        String version = Long.toString(before.resourceVersion());
        String why = "";
        if (!request.uid().isEmpty() && !request.uid().equals(before.uid())) {
            why = "UID in precondition: " + request.uid() + ", UID in object meta: " + before.uid();
        } else if (!request.resourceVersion().isEmpty()
                && !request.resourceVersion().equals(version)) {
            why =
                    "ResourceVersion in precondition: "
                            + request.resourceVersion()
                            + ", ResourceVersion in object meta: "
                            + version;
        }
        if (!why.isEmpty()) {
            throw StatusException.conflict(
                    before.type(), before.key().name(), "Precondition failed: " + why);
        }
    }

    private void requireNamespace(WriteRequest request) {
        if (!request.type().namespaced()) {
            return;
        }
        String name = request.key().namespace();
        StoredObject namespace = store.get(ResourceTypes.NAMESPACE, ObjectKey.ofCluster(name));
        if (namespace.isDeleting()) {
            throw StatusException.terminating(
                    request.type(),
                    request.key().name().isEmpty() ? "Unknown" : request.key().name(),
                    name);
        }
    }

    private Author author(WriteRequest request) {
        return new Author(
                request.manager(), request.type().apiVersion(), request.part(), clock.instant());
    }
}
