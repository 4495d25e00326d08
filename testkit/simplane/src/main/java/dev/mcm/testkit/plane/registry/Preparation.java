package dev.mcm.testkit.plane.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.testkit.plane.apply.Conformance;
import dev.mcm.testkit.plane.apply.FieldType;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/// Turns what a client sent into what is stored: server-kept metadata, the split between object and
/// status, generation.
final class Preparation {

    private static final List<String> SERVER_METADATA =
            List.of(
                    "uid",
                    "creationTimestamp",
                    "generation",
                    "deletionTimestamp",
                    "deletionGracePeriodSeconds");

    private static final Pattern NUMBER = Pattern.compile("0*[1-9]\\d*");
    private static final String MANAGED_FIELDS = "managedFields";

    private final InstantSource clock;
    private final Identities identities;
    private final Allocation allocation;

    Preparation(InstantSource clock, Identities identities) {
        this.clock = clock;
        this.identities = identities;
        allocation = new Allocation(identities);
    }

    /// Brings `body` into the form in which its sender owns it: known fields and defaults only, no
    /// metadata that the server keeps.
    void forCreation(WriteRequest request, ObjectNode body, FieldType type) {
        checkIdentity(request, body);
        refuseUnknown(request, Conformance.enforce(body, type));
        ObjectNode metadata = Trees.ensure(body, "metadata");
        if (!request.type().equals(ResourceTypes.SERVICE)
                && NUMBER.matcher(Trees.text(metadata, "resourceVersion")).matches()) {
            throw StatusException.unexplained(
                    "resourceVersion should not be set on objects to be created");
        }
        body.put("apiVersion", request.type().apiVersion()).put("kind", request.type().kind());
        metadata.remove(SERVER_METADATA);
        metadata.remove("resourceVersion");
        boolean keepsStatus = request.isInternal() || request.type().equals(ResourceTypes.NODE);
        if (request.type().status() && !keepsStatus) {
            body.remove("status");
        }
        Defaults.fill(request.type(), body);
    }

    /// Adds what the server decides itself: name, identity, addresses.
    ObjectKey complete(WriteRequest request, ObjectNode body) {
        ResourceType type = request.type();
        ObjectNode metadata = Trees.ensure(body, "metadata");
        String name = nameFor(request, metadata);
        metadata.put("name", name);
        if (type.namespaced()) {
            metadata.put("namespace", request.key().namespace());
        } else {
            metadata.remove("namespace");
        }
        boolean cluster =
                type.equals(ResourceTypes.NAMESPACE) && name.equals(PlaneNames.CLUSTER_NAMESPACE);
        metadata.put("uid", cluster ? identities.cluster() : identities.uid());
        metadata.put("creationTimestamp", Trees.time(clock.instant()));
        if (type.generation()) {
            metadata.put("generation", 1);
        }
        allocation.fill(type, body);
        if (type.equals(ResourceTypes.NODE) && !request.isInternal()) {
            Allocation.notReady(body);
        }
        return new ObjectKey(type.namespaced() ? request.key().namespace() : "", name);
    }

    /// Drops unknown fields quietly unless the client wants to be refused for them.
    private static void refuseUnknown(WriteRequest request, List<String> unknown) {
        if (!unknown.isEmpty() && request.options().validation() == FieldValidation.STRICT) {
            List<String> named = unknown.stream().map(f -> "unknown field \"" + f + "\"").toList();
            throw StatusException.badRequest(
                    request.type().kind()
                            + " in version \""
                            + request.type().version()
                            + "\" cannot be handled as a "
                            + request.type().kind()
                            + ": strict decoding error: "
                            + String.join(", ", named));
        }
    }

    private String nameFor(WriteRequest request, ObjectNode metadata) {
        String name = request.key().name();
        if (name.isEmpty()) {
            name = Trees.text(metadata, "name");
        }
        String prefix = Trees.text(metadata, "generateName");
        if (name.isEmpty() && !prefix.isEmpty()) {
            return prefix + identities.suffix();
        }
        if (name.isEmpty()) {
            throw StatusException.invalid(
                    request.type(),
                    "",
                    List.of(
                            new StatusException.Cause(
                                    "FieldValueRequired",
                                    "name or generateName is required",
                                    "metadata.name")));
        }
        return name;
    }

    /// Completes `after` as the next version of `before`.
    ///
    /// @throws StatusException when `after` carries another resourceVersion than `before`
    void forUpdate(WriteRequest request, StoredObject before, ObjectNode after, FieldType fields) {
        checkIdentity(request, after);
        checkVersion(request, before, after);
        if (request.status()) {
            takeStatusOnly(request.type(), before, after);
        }
        if (!request.isInternal()) {
            refuseUnknown(request, Conformance.enforce(after, fields));
        }
        after.put("apiVersion", request.type().apiVersion()).put("kind", request.type().kind());
        ObjectNode metadata = Trees.ensure(after, "metadata");
        for (String field : SERVER_METADATA) {
            copyOrRemove(metadata, field, before.at("metadata", field));
        }
        metadata.put("name", request.key().name());
        metadata.put("resourceVersion", Long.toString(before.resourceVersion()));
        if (request.type().namespaced()) {
            metadata.put("namespace", request.key().namespace());
        } else {
            metadata.remove("namespace");
        }
        if (request.status()) {
            Defaults.fill(request.type(), after);
            allocation.keepStatus(request.type(), before, after);
            return;
        }
        if (request.type().status()) {
            copyOrRemove(after, "status", before.at("status"));
        }
        Defaults.fill(request.type(), after);
        countWanted(request.type(), before, after);
    }

    /// Carries over what the server itself decided and the writer left out; nobody owns it.
    void keepAllocated(WriteRequest request, StoredObject before, ObjectNode after) {
        if (!request.status()) {
            allocation.keep(request.type(), before, after);
        }
        if (request.type().equals(ResourceTypes.POD)) {
            Trees.ensure(after, "metadata").set("generation", before.at("metadata", "generation"));
            countGeneration(request.type(), before, after);
        }
    }

    /// Leaves of `after` what its status endpoint may write: the status and the ownership of
    /// fields, and of Kubernetes' own kinds also the metadata (but a deployment's labels). Takes
    /// the rest from `before`.
    private static void takeStatusOnly(ResourceType type, StoredObject before, ObjectNode after) {
        JsonNode status = after.path("status");
        JsonNode sent = after.path("metadata");
        after.removeAll();
        after.setAll(before.tree());
        ObjectNode metadata = Trees.object();
        JsonNode kept = type.custom() ? before.at("metadata") : sent;
        if (kept instanceof ObjectNode present) {
            metadata.setAll(present);
        }
        copyOrRemove(metadata, MANAGED_FIELDS, sent.path(MANAGED_FIELDS));
        if (type.equals(ResourceTypes.DEPLOYMENT)) {
            copyOrRemove(metadata, "labels", before.at("metadata", "labels"));
        }
        after.set("metadata", metadata);
        copyOrRemove(after, "status", status);
    }

    /// Only what the endpoint may write of an applied configuration: the status, or all but the
    /// status.
    ObjectNode scoped(WriteRequest request, ObjectNode configuration) {
        checkIdentity(request, configuration);
        ObjectNode scoped = configuration.deepCopy();
        if (request.status()) {
            scoped.retain("apiVersion", "kind", "metadata", "status");
            ObjectNode metadata = Trees.ensure(scoped, "metadata");
            if (request.type().custom()) {
                metadata.retain("resourceVersion");
            } else if (request.type().equals(ResourceTypes.DEPLOYMENT)) {
                metadata.remove("labels");
            }
        } else if (request.type().status()) {
            scoped.remove("status");
        }
        return scoped;
    }

    /// For a change by a part of the plane itself: only the spec counts as wanted.
    void countGeneration(ResourceType type, StoredObject before, ObjectNode after) {
        if (type.generation() && !sameSpec(type, before, after)) {
            Trees.ensure(after, "metadata")
                    .put("generation", before.number(0, "metadata", "generation") + 1);
        }
    }

    /// Which node a pod is bound to does not count as wanted.
    private static boolean sameSpec(ResourceType type, StoredObject before, ObjectNode after) {
        if (type.equals(ResourceTypes.POD) && before.text("spec", "nodeName").isEmpty()) {
            ObjectNode spec = after.path("spec").deepCopy();
            spec.remove("nodeName");
            return spec.equals(before.at("spec"));
        }
        return after.path("spec").equals(before.at("spec"));
    }

    /// Annotations of a deployment count as wanted when a client changes them.
    private void countWanted(ResourceType type, StoredObject before, ObjectNode after) {
        JsonNode annotations = Trees.at(after, "metadata", "annotations");
        if (type.equals(ResourceTypes.DEPLOYMENT)
                && !annotations.equals(before.at("metadata", "annotations"))) {
            Trees.ensure(after, "metadata")
                    .put("generation", before.number(0, "metadata", "generation") + 1);
            return;
        }
        countGeneration(type, before, after);
    }

    static void copyOrRemove(ObjectNode target, String field, JsonNode value) {
        if (value.isMissingNode()) {
            target.remove(field);
        } else {
            target.set(field, value);
        }
    }

    /// Whether an update must say which version it changes.
    private static boolean wantsVersion(ResourceType type) {
        return type.custom() || type.equals(ResourceTypes.LEASE);
    }

    private static void checkVersion(WriteRequest request, StoredObject before, ObjectNode after) {
        String uid = Trees.text(after, "metadata", "uid");
        if (!uid.isEmpty() && !uid.equals(before.uid())) {
            throw StatusException.conflict(
                    request.type(),
                    request.key().name(),
                    "Precondition failed: UID in precondition: "
                            + uid
                            + ", UID in object meta: "
                            + before.uid());
        }
        String wanted = Trees.text(after, "metadata", "resourceVersion");
        boolean unconditional = wanted.isEmpty() || wanted.equals("0");
        if (unconditional && !request.isInternal() && wantsVersion(request.type())) {
            throw StatusException.versionRequired(request.type(), request.key().name());
        }
        boolean same = wanted.equals(Long.toString(before.resourceVersion()));
        if (!wanted.isEmpty() && !wanted.equals("0") && !same) {
            throw StatusException.conflict(
                    request.type(),
                    request.key().name(),
                    "the object has been modified; please apply your changes to the latest version"
                            + " and try again");
        }
    }

    static void checkIdentity(WriteRequest request, ObjectNode body) {
        String kind = Trees.text(body, "kind");
        String version = Trees.text(body, "apiVersion");
        ResourceType type = request.type();
        boolean other =
                (!kind.isEmpty() && !kind.equals(type.kind()))
                        || (!version.isEmpty() && !version.equals(type.apiVersion()));
        if (other) {
            throw StatusException.badRequest(
                    kind
                            + " in version \""
                            + version
                            + "\" cannot be handled as a "
                            + type.kind()
                            + " (expected: apiVersion "
                            + type.apiVersion()
                            + ")");
        }
        String namespace = Trees.text(body, "metadata", "namespace");
        if (type.namespaced()
                && !namespace.isEmpty()
                && !namespace.equals(request.key().namespace())) {
            throw StatusException.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the"
                            + " request");
        }
        String name = Trees.text(body, "metadata", "name");
        String expected = request.key().name();
        if (!name.isEmpty() && !expected.isEmpty() && !name.equals(expected)) {
            throw StatusException.badRequest(
                    "the name of the object ("
                            + name
                            + ") does not match the name on the URL ("
                            + expected
                            + ")");
        }
    }
}
