package dev.mcm.testkit.plane.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A request the API refuses: carries the body and code of the `Status` answer. It has no stack
/// trace, since refusals are ordinary answers.
public final class StatusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// One reason among several, as `details.causes` lists them.
    public record Cause(String reason, String message, String field) {}

    private final int code;
    private final transient ObjectNode status;

    private StatusException(int code, String reason, String message) {
        super(message, null, false, false);
        this.code = code;
        status = Trees.object();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Failure").put("message", message).put("reason", reason);
        status.put("code", code);
    }

    public int code() {
        return code;
    }

    public ObjectNode status() {
        return status;
    }

    private StatusException about(ResourceType type, String name) {
        ObjectNode details = Trees.ensure(status, "details");
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        details.put("kind", type.plural());
        return this;
    }

    private StatusException because(List<Cause> causes) {
        var list = Trees.ensure(status, "details").putArray("causes");
        for (Cause cause : causes) {
            ObjectNode node =
                    list.addObject().put("reason", cause.reason()).put("message", cause.message());
            if (!cause.field().isEmpty()) {
                node.put("field", cause.field());
            }
        }
        return this;
    }

    public static StatusException notFound(ResourceType type, String name) {
        return new StatusException(
                        404, "NotFound", type.qualifiedPlural() + " \"" + name + "\" not found")
                .about(type, name);
    }

    public static StatusException noSuchPath() {
        StatusException failure =
                new StatusException(
                        404, "NotFound", "the server could not find the requested resource");
        Trees.ensure(failure.status, "details");
        return failure;
    }

    /// @param deleting whether the object that is there is on its way out
    public static StatusException alreadyExists(ResourceType type, String name, boolean deleting) {
        return new StatusException(
                        409,
                        "AlreadyExists",
                        (deleting ? "object is being deleted: " : "")
                                + type.qualifiedPlural()
                                + " \""
                                + name
                                + "\" already exists")
                .about(type, name);
    }

    public static StatusException conflict(ResourceType type, String name, String why) {
        return new StatusException(
                        409,
                        "Conflict",
                        "Operation cannot be fulfilled on "
                                + type.qualifiedPlural()
                                + " \""
                                + name
                                + "\": "
                                + why)
                .about(type, name);
    }

    /// A deletion of another object or version than the one that is there. Named after the kind, as
    /// the real server does here and nowhere else.
    public static StatusException preconditionFailed(ResourceType type, String name, String why) {
        String kind = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
        StatusException conflict =
                new StatusException(
                                409,
                                "Conflict",
                                "Operation cannot be fulfilled on "
                                        + kind
                                        + " \""
                                        + name
                                        + "\": "
                                        + why)
                        .about(type, name);
        Trees.ensure(conflict.status, "details").put("kind", type.kind());
        return conflict;
    }

    /// An apply that would change what others own; the causes are grouped by their message, which
    /// names the other manager.
    public static StatusException applyConflict(List<Cause> causes) {
        Map<String, List<String>> fields = new TreeMap<>();
        for (Cause cause : causes) {
            fields.computeIfAbsent(cause.message(), _ -> new ArrayList<>()).add(cause.field());
        }
        StringBuilder text = new StringBuilder("Apply failed with ").append(causes.size());
        if (causes.size() == 1) {
            Cause only = causes.getFirst();
            text.append(" conflict: ").append(only.message()).append(": ").append(only.field());
        } else {
            text.append(" conflicts: ");
            List<String> lines = new ArrayList<>();
            fields.forEach((manager, paths) -> {
                lines.add(manager.replaceFirst("conflict with", "conflicts with") + ":");
                paths.forEach(p -> lines.add("- " + p));
            });
            text.append(String.join("\n", lines));
        }
        return new StatusException(409, "Conflict", text.toString()).because(causes);
    }

    public static StatusException invalid(ResourceType type, String name, List<Cause> causes) {
        List<String> errors =
                causes.stream().map(c -> c.field() + ": " + c.message()).distinct().toList();
        String all = String.join(", ", errors);
        String kind = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
        String message =
                kind
                        + " \""
                        + name
                        + "\" is invalid: "
                        + (errors.size() == 1 ? all : "[" + all + "]");
        StatusException invalid =
                new StatusException(422, "Invalid", message).about(type, name).because(causes);
        Trees.ensure(invalid.status, "details").put("kind", type.kind());
        return invalid;
    }

    /// An update without the version that it changes, of a kind that wants one.
    public static StatusException versionRequired(ResourceType type, String name) {
        Cause cause =
                new Cause(
                        "FieldValueInvalid",
                        "Invalid value: 0: must be specified for an update",
                        "metadata.resourceVersion");
        String message =
                type.qualifiedPlural()
                        + " \""
                        + name
                        + "\" is invalid: "
                        + cause.field()
                        + ": "
                        + cause.message();
        return new StatusException(422, "Invalid", message)
                .about(type, name)
                .because(List.of(cause));
    }

    /// A patch that does not fit the object; the real server does not say why.
    public static StatusException unprocessable() {
        StatusException failure =
                new StatusException(
                        422,
                        "Invalid",
                        "the server rejected our request due to an error in our request");
        Trees.ensure(failure.status, "details");
        return failure;
    }

    /// @param name may be empty
    public static StatusException forbidden(ResourceType type, String name, String why) {
        return forbidden(type.group(), type.plural(), name, why);
    }

    /// A creation in a namespace that is on its way out.
    public static StatusException terminating(ResourceType type, String name, String namespace) {
        Cause cause =
                new Cause(
                        "NamespaceTerminating",
                        "namespace " + namespace + " is being terminated",
                        "metadata.namespace");
        return forbidden(
                        type,
                        name,
                        "unable to create new content in namespace "
                                + namespace
                                + " because it is being terminated")
                .because(List.of(cause));
    }

    /// @param name may be empty
    public static StatusException forbidden(String group, String plural, String name, String why) {
        String what =
                (group.isEmpty() ? plural : plural + "." + group)
                        + (name.isEmpty() ? "" : " \"" + name + "\"");
        StatusException forbidden =
                new StatusException(403, "Forbidden", what + " is forbidden: " + why);
        ObjectNode details = Trees.ensure(forbidden.status, "details");
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        details.put("kind", plural);
        return forbidden;
    }

    /// A write that a policy refuses.
    ///
    /// @param reason as the policy names it; `Invalid` when empty
    public static StatusException denied(
            ResourceType type, String name, String reason, String message) {
        StatusException denied = forbidden(type, name, message);
        String named = reason.isEmpty() ? "Invalid" : reason;
        int code =
                switch (named) {
                    case "Unauthorized" -> 401;
                    case "Forbidden" -> 403;
                    case "RequestEntityTooLarge" -> 413;
                    default -> 422;
                };
        StatusException other =
                new StatusException(code, named, String.valueOf(denied.getMessage()));
        other.about(type, name);
        Trees.ensure(other.status, "details")
                .putArray("causes")
                .addObject()
                .put("message", message);
        return other;
    }

    /// A refusal that is about a URL and not a resource.
    public static StatusException forbiddenPath(String message) {
        return new StatusException(403, "Forbidden", message);
    }

    /// A version that this server has not reached yet.
    public static StatusException tooLarge(long wanted, long current) {
        StatusException timeout =
                new StatusException(
                        504,
                        "Timeout",
                        "Timeout: Too large resource version: " + wanted + ", current: " + current);
        ObjectNode details = Trees.ensure(timeout.status, "details");
        details.putArray("causes")
                .addObject()
                .put("reason", "ResourceVersionTooLarge")
                .put("message", "Too large resource version");
        details.put("retryAfterSeconds", 1);
        return timeout;
    }

    public static StatusException gone(String message) {
        return new StatusException(410, "Expired", message);
    }

    /// A list that cannot go on as it began.
    ///
    /// @param token with which the rest can be had as it is now
    public static StatusException expired(String token) {
        StatusException expired =
                gone(
                        "The provided continue parameter is too old to display a consistent list"
                                + " result. You can start a new list without the continue"
                                + " parameter, or use the continue token in this response to"
                                + " retrieve the remainder of the results. Continuing with the"
                                + " provided token results in an inconsistent list - objects that"
                                + " were created, modified, or deleted between the time the first"
                                + " chunk was returned and now may show up in the list.");
        Trees.ensure(expired.status, "metadata").put("continue", token);
        return expired;
    }

    /// Parameters of a list or watch that do not go together.
    public static StatusException invalidOption(String field, String why) {
        StatusException invalid =
                new StatusException(
                        422,
                        "Invalid",
                        "ListOptions.meta.k8s.io \"\" is invalid: " + field + ": " + why);
        Trees.ensure(invalid.status, "details")
                .put("group", "meta.k8s.io")
                .put("kind", "ListOptions");
        return invalid.because(List.of(new Cause("FieldValueForbidden", why, field)));
    }

    public static StatusException badRequest(String message) {
        return new StatusException(400, "BadRequest", message);
    }

    public static StatusException unauthorized() {
        return new StatusException(401, "Unauthorized", "Unauthorized");
    }

    public static StatusException methodNotAllowed() {
        return new StatusException(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource");
    }

    public static StatusException tooManyRequests(String message) {
        return new StatusException(429, "TooManyRequests", message);
    }

    /// A server-side apply without the name of its manager.
    public static StatusException managerRequired() {
        Cause cause =
                new Cause(
                        "FieldValueRequired",
                        "Required value: is required for apply patch",
                        "fieldManager");
        StatusException failure =
                new StatusException(
                                422,
                                "Invalid",
                                "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: "
                                        + cause.message())
                        .because(List.of(cause));
        Trees.ensure(failure.status, "details")
                .put("group", "meta.k8s.io")
                .put("kind", "PatchOptions");
        return failure;
    }

    public static StatusException unsupportedPatch(List<String> accepted) {
        return new StatusException(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                        + String.join(", ", accepted));
    }

    /// A failure that the real server reports without a reason.
    public static StatusException unexplained(String message) {
        StatusException failure = new StatusException(500, "", message);
        failure.status.remove("reason");
        return failure;
    }

    /// Too many requests because of a disruption budget.
    public static StatusException budgetExhausted(String explanation) {
        return tooManyRequests("Cannot evict pod as it would violate the pod's disruption budget.")
                .because(List.of(new Cause("DisruptionBudget", explanation, "")));
    }

    public boolean isAlreadyExists() {
        return Trees.text(status, "reason").equals("AlreadyExists");
    }

    public static StatusException internal(String message) {
        return new StatusException(500, "InternalError", message);
    }
}
