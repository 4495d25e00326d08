package dev.mcm.testkit.plane.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

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
        Trees.ensure(status, "details")
                .put("name", name)
                .put("group", type.group())
                .put("kind", type.plural());
        return this;
    }

    private StatusException because(List<Cause> causes) {
        var list = Trees.ensure(status, "details").putArray("causes");
        for (Cause cause : causes) {
            list.addObject()
                    .put("reason", cause.reason())
                    .put("message", cause.message())
                    .put("field", cause.field());
        }
        return this;
    }

    public static StatusException notFound(ResourceType type, String name) {
        return new StatusException(
                        404, "NotFound", type.qualifiedPlural() + " \"" + name + "\" not found")
                .about(type, name);
    }

    public static StatusException noSuchPath() {
        return new StatusException(
                404, "NotFound", "the server could not find the requested resource");
    }

    public static StatusException alreadyExists(ResourceType type, String name) {
        return new StatusException(
                        409,
                        "AlreadyExists",
                        type.qualifiedPlural() + " \"" + name + "\" already exists")
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

    public static StatusException applyConflict(List<Cause> causes) {
        StringBuilder message =
                new StringBuilder("Apply failed with ")
                        .append(causes.size())
                        .append(causes.size() == 1 ? " conflict:" : " conflicts:");
        causes.forEach(c -> message.append(' ').append(c.message()).append(": ").append(c.field()));
        return new StatusException(409, "Conflict", message.toString()).because(causes);
    }

    public static StatusException invalid(ResourceType type, String name, List<Cause> causes) {
        StringBuilder message =
                new StringBuilder(
                        type.kind() + "." + type.group() + " \"" + name + "\" is invalid:");
        causes.forEach(c -> message.append(' ').append(c.field()).append(": ").append(c.message()));
        return new StatusException(422, "Invalid", message.toString())
                .about(type, name)
                .because(causes);
    }

    public static StatusException unprocessable(String message) {
        return new StatusException(422, "Invalid", message);
    }

    public static StatusException forbidden(ResourceType type, String name, String why) {
        return new StatusException(
                        403,
                        "Forbidden",
                        type.qualifiedPlural() + " \"" + name + "\" is forbidden: " + why)
                .about(type, name);
    }

    public static StatusException gone(String message) {
        return new StatusException(410, "Expired", message);
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

    public static StatusException unsupportedMediaType(String contentType) {
        return new StatusException(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format: " + contentType);
    }

    public static StatusException internal(String message) {
        return new StatusException(500, "InternalError", message);
    }
}
