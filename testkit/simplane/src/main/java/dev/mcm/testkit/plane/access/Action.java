package dev.mcm.testkit.plane.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.Trees;

/// What a request wants to do, in the words of RBAC.
public sealed interface Action {

    String verb();

    /// Something with objects.
    ///
    /// @param part the subresource, or empty
    /// @param namespace empty for the whole cluster
    /// @param name empty for no particular object
    record OnResource(
            String verb, String group, String plural, String part, String namespace, String name)
            implements Action {

        /// `deployments` or `deployments/scale`.
        String resource() {
            return part.isEmpty() ? plural : plural + "/" + part;
        }
    }

    /// Something with a path that holds no objects.
    record OnPath(String verb, String path) implements Action {}

    /// Reads the `spec` of an access review.
    static Action of(JsonNode spec) {
        JsonNode resource = spec.path("resourceAttributes");
        if (resource.isObject()) {
            return new OnResource(
                    Trees.text(resource, "verb"),
                    Trees.text(resource, "group"),
                    Trees.text(resource, "resource"),
                    Trees.text(resource, "subresource"),
                    Trees.text(resource, "namespace"),
                    Trees.text(resource, "name"));
        }
        return new OnPath(
                Trees.text(spec, "nonResourceAttributes", "verb"),
                Trees.text(spec, "nonResourceAttributes", "path"));
    }

    /// The refusal that a client gets who may not do this.
    default StatusException refusal(String user) {
        String who = "User \"" + user + "\" cannot " + verb();
        return switch (this) {
            case OnPath path ->
                    StatusException.forbiddenPath(
                            "forbidden: " + who + " path \"" + path.path() + "\"");
            case OnResource on ->
                    StatusException.forbidden(
                            on.group(),
                            on.plural(),
                            on.name(),
                            who
                                    + " resource \""
                                    + on.resource()
                                    + "\" in API group \""
                                    + on.group()
                                    + "\" "
                                    + (on.namespace().isEmpty()
                                            ? "at the cluster scope"
                                            : "in the namespace \"" + on.namespace() + "\""));
        };
    }
}
