package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.access.Action;
import dev.mcm.testkit.plane.registry.FieldValidation;
import dev.mcm.testkit.plane.registry.Requester;
import dev.mcm.testkit.plane.registry.WriteRequest;
import dev.mcm.testkit.plane.store.FieldSelector;
import dev.mcm.testkit.plane.store.LabelSelector;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// One request for a resource, read whole.
record ResourceRequest(
        String method,
        ApiPath path,
        Requester requester,
        MultiMap params,
        MultiMap headers,
        Buffer rawBody) {

    private static final Pattern NAMES_ONE = Pattern.compile("metadata\\.name==?[^,=]+");
    private static final int LONGEST_MANAGER = 128;
    private static final String BY_NAME = "metadata.name=";

    static ResourceRequest of(
            HttpServerRequest request, ApiPath path, Requester requester, Buffer body) {
        return new ResourceRequest(
                request.method().name(),
                path,
                requester,
                request.params(),
                request.headers(),
                body);
    }

    ResourceRequest with(Buffer body) {
        return new ResourceRequest(method, path, requester, params, headers, body);
    }

    /// What the request wants to do, in the words of RBAC.
    Action action() {
        boolean whole = path.isCollection();
        return action(
                switch (method) {
                    case "GET" -> isWatch() ? "watch" : whole ? "list" : "get";
                    case "POST" -> "create";
                    case "PUT" -> "update";
                    case "PATCH" -> "patch";
                    case "DELETE" -> whole ? "deletecollection" : "delete";
                    default -> method.toLowerCase(Locale.ROOT);
                });
    }

    Action action(String verb) {
        boolean namespace = path.type().equals(ResourceTypes.NAMESPACE);
        return new Action.OnResource(
                verb,
                path.type().group(),
                path.type().plural(),
                path.subresource(),
                namespace ? path.name() : path.namespace(),
                path.isCollection() ? selectedName() : path.name());
    }

    /// The one name that a list or watch selects, which counts like a name in the path.
    private String selectedName() {
        String selector = param("fieldSelector");
        return selector.startsWith(BY_NAME) && !selector.contains(",")
                ? selector.substring(BY_NAME.length())
                : "";
    }

    String param(String name) {
        String value = params.get(name);
        return value == null ? "" : value;
    }

    String header(String name) {
        String value = headers.get(name);
        return value == null ? "" : value;
    }

    boolean flag(String name) {
        String value = param(name);
        return value.equals("true") || value.equals("1");
    }

    int number(String name, int absent) {
        String value = param(name);
        try {
            return value.isEmpty() ? absent : Integer.parseInt(value);
        } catch (NumberFormatException _) {
            throw StatusException.badRequest(name + " is \"" + value + "\" (expected: a number)");
        }
    }

    boolean isWatch() {
        return method.equals("GET") && flag("watch");
    }

    boolean isDryRun() {
        return !param("dryRun").isEmpty();
    }

    String contentType() {
        String type = header("Content-Type");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip();
    }

    /// The namespace, selectors and, for one object, the name that a list or watch is about.
    Predicate<StoredObject> scope() {
        LabelSelector labels = LabelSelector.parse(param("labelSelector"));
        FieldSelector fields = FieldSelector.parse(path.type(), param("fieldSelector"));
        return object ->
                (path.namespace().isEmpty() || object.key().namespace().equals(path.namespace()))
                        && (path.isCollection() || object.key().name().equals(path.name()))
                        && labels.matches(object)
                        && fields.matches(object);
    }

    /// Whether the field selector is for one name.
    boolean namesOne() {
        return NAMES_ONE.matcher(param("fieldSelector")).matches();
    }

    boolean hasSelector() {
        return !param("labelSelector").isEmpty() || !param("fieldSelector").isEmpty();
    }

    JsonNode body() {
        return BodyReader.read(contentType(), rawBody.getBytes());
    }

    ObjectNode objectBody() {
        if (body() instanceof ObjectNode object) {
            return object;
        }
        throw StatusException.badRequest("the body of the request is not an object");
    }

    /// The manager that owns what this request writes.
    String manager() {
        String named = param("fieldManager");
        if (named.isEmpty()) {
            String agent = header("User-Agent");
            int end = agent.indexOf('/');
            named = end < 0 ? agent : agent.substring(0, end);
        }
        if (named.isEmpty()) {
            return "unknown";
        }
        return named.substring(0, Math.min(named.length(), LONGEST_MANAGER));
    }

    WriteRequest write(String name) {
        return write(new ObjectKey(path.namespace(), name));
    }

    WriteRequest write(ObjectKey key) {
        return new WriteRequest(
                path.type(),
                key,
                manager(),
                path.subresource(),
                new WriteRequest.Options(
                        requester, FieldValidation.of(param("fieldValidation")), isDryRun()));
    }

    WriteRequest write() {
        return write(path.name());
    }
}
