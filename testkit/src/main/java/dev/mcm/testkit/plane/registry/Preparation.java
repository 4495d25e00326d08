package dev.mcm.testkit.plane.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.InstantSource;
import java.util.List;

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

    private final InstantSource clock;
    private final Identities identities;
    private final Defaults defaults;

    Preparation(InstantSource clock, Identities identities, Defaults defaults) {
        this.clock = clock;
        this.identities = identities;
        this.defaults = defaults;
    }

    /// Completes `body` as a new object and returns its key.
    ObjectKey forCreation(WriteRequest request, ObjectNode body) {
        ResourceType type = request.type();
        checkIdentity(request, body);
        ObjectNode metadata = Trees.ensure(body, "metadata");
        String name = nameFor(request, metadata);
        body.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        metadata.remove(SERVER_METADATA);
        metadata.remove("resourceVersion");
        metadata.put("name", name);
        if (type.namespaced()) {
            metadata.put("namespace", request.key().namespace());
        }
        metadata.put("uid", identities.uid());
        metadata.put("creationTimestamp", Trees.time(clock.instant()));
        if (type.generation()) {
            metadata.put("generation", 1);
        }
        boolean keepsStatus = request.manager().isEmpty() || type.equals(ResourceTypes.NODE);
        if (type.status() && !keepsStatus) {
            body.remove("status");
        }
        defaults.fill(type, body);
        if (type.status()) {
            Trees.ensure(body, "status");
        }
        return new ObjectKey(type.namespaced() ? request.key().namespace() : "", name);
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
    void forUpdate(WriteRequest request, StoredObject before, ObjectNode after) {
        checkIdentity(request, after);
        checkVersion(request, before, after);
        if (request.status()) {
            JsonNode status = after.path("status");
            JsonNode fields = Trees.at(after, "metadata", "managedFields");
            after.removeAll();
            after.setAll(before.copy());
            copyOrRemove(after, "status", status);
            copyOrRemove(Trees.ensure(after, "metadata"), "managedFields", fields);
            return;
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
        }
        if (request.type().status()) {
            copyOrRemove(after, "status", before.at("status"));
        }
        if (request.type().equals(ResourceTypes.SERVICE)) {
            keepClusterIp(before, after);
        }
        defaults.fill(request.type(), after);
        countGeneration(request.type(), before, after);
    }

    /// Only what the endpoint may write of an applied configuration: the status, or all but the
    /// status.
    ObjectNode scoped(WriteRequest request, ObjectNode configuration) {
        checkIdentity(request, configuration);
        ObjectNode scoped = configuration.deepCopy();
        if (request.status()) {
            scoped.retain("apiVersion", "kind", "status");
        } else if (request.type().status()) {
            scoped.remove("status");
        }
        return scoped;
    }

    void countGeneration(ResourceType type, StoredObject before, ObjectNode after) {
        if (type.generation() && !after.path("spec").equals(before.at("spec"))) {
            Trees.ensure(after, "metadata")
                    .put("generation", before.number(0, "metadata", "generation") + 1);
        }
    }

    private static void keepClusterIp(StoredObject before, ObjectNode after) {
        ObjectNode spec = Trees.ensure(after, "spec");
        for (String field : List.of("clusterIP", "clusterIPs")) {
            if (!spec.has(field)) {
                copyOrRemove(spec, field, before.at("spec", field));
            }
        }
    }

    private static void copyOrRemove(ObjectNode target, String field, JsonNode value) {
        if (value.isMissingNode()) {
            target.remove(field);
        } else {
            target.set(field, value);
        }
    }

    private static void checkVersion(WriteRequest request, StoredObject before, ObjectNode after) {
        String wanted = Trees.text(after, "metadata", "resourceVersion");
        boolean same = wanted.equals(Long.toString(before.resourceVersion()));
        if (!wanted.isEmpty() && !wanted.equals("0") && !same) {
            throw StatusException.conflict(
                    request.type(),
                    request.key().name(),
                    "the object has been modified; please apply your changes to the latest version"
                            + " and try again");
        }
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
    }

    private static void checkIdentity(WriteRequest request, ObjectNode body) {
        check("kind", Trees.text(body, "kind"), request.type().kind());
        check("apiVersion", Trees.text(body, "apiVersion"), request.type().apiVersion());
        check("namespace", Trees.text(body, "metadata", "namespace"), request.key().namespace());
        if (!request.key().name().isEmpty()) {
            check("name", Trees.text(body, "metadata", "name"), request.key().name());
        }
    }

    private static void check(String what, String sent, String expected) {
        if (!sent.isEmpty() && !sent.equals(expected)) {
            throw StatusException.badRequest(
                    "the "
                            + what
                            + " of the object ("
                            + sent
                            + ") does not match the "
                            + what
                            + " on the URL ("
                            + expected
                            + ")");
        }
    }
}
