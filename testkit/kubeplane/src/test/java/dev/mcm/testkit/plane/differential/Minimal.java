package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;

/// The smallest valid object of each kind. All carry the label that finds the objects of one
/// sequence among those of others.
final class Minimal {

    private Minimal() {}

    static ObjectNode object(Kind kind, String namespace, String name) {
        ObjectNode object = identity(kind, namespace, name);
        object.setAll((ObjectNode) Trees.parse(rest(kind, namespace, name)));
        return object;
    }

    /// `apiVersion`, `kind` and `metadata` only.
    static ObjectNode identity(Kind kind, String namespace, String name) {
        ObjectNode object = Trees.object();
        object.put("apiVersion", kind.apiVersion()).put("kind", kind.objectKind());
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        metadata.putObject("labels").put("seed", Sequence.TAG);
        return object;
    }

    private static String rest(Kind kind, String namespace, String name) {
        return switch (kind) {
            case CONFIG_MAP, LEASE, NAMESPACE, NODE -> "{}";
            case DEPLOYMENT, REPLICA_SET ->
                    """
                    {"spec":{"selector":{"matchLabels":{"run":"r"}},"template":{
                    "metadata":{"labels":{"run":"r"}},
                    "spec":{"containers":[{"name":"main","image":"i:1"}]}}}}\
                    """;
            case POD ->
                    """
                    {"spec":{"serviceAccountName":"default","automountServiceAccountToken":false,
                    "containers":[{"name":"main","image":"i:1"}]}}\
                    """;
            case SERVICE -> "{\"spec\":{\"ports\":[{\"port\":80}]}}";
            case EVENT ->
                    """
                    {"involvedObject":{"kind":"Pod","namespace":"%s","name":"p"},
                    "reason":"Seen","message":"%s","type":"Normal"}\
                    """
                            .formatted(namespace, name);
            case HTTP_ROUTE -> "{\"spec\":{\"hostnames\":[\"a.example\"]}}";
        };
    }
}
