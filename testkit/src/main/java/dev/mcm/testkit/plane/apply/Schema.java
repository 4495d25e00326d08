package dev.mcm.testkit.plane.apply;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// How lists and maps of the served kinds merge. Kubernetes says this per field in its OpenAPI
/// document; here one table by field name serves, since the kinds we serve do not contradict each
/// other but in `ports`.
final class Schema {

    /// How the elements of a list are told apart.
    sealed interface ListShape {
        /// The list is replaced as one value.
        record Atomic() implements ListShape {}

        /// Elements are plain values, each at most once.
        record Values() implements ListShape {}

        /// Elements are objects with a key of these fields.
        record Keyed(List<String> keys) implements ListShape {}
    }

    static final String PROTOCOL = "protocol";

    private static final ListShape ATOMIC = new ListShape.Atomic();
    private static final ListShape VALUES = new ListShape.Values();

    private static final Map<String, ListShape> LISTS =
            Map.ofEntries(
                    keyed("containers", "name"),
                    keyed("initContainers", "name"),
                    keyed("ephemeralContainers", "name"),
                    keyed("env", "name"),
                    keyed("volumes", "name"),
                    keyed("volumeMounts", "mountPath"),
                    keyed("volumeDevices", "devicePath"),
                    keyed("imagePullSecrets", "name"),
                    keyed("conditions", "type"),
                    keyed("ownerReferences", "uid"),
                    keyed("topologySpreadConstraints", "topologyKey", "whenUnsatisfiable"),
                    keyed("hostAliases", "ip"),
                    keyed("readinessGates", "conditionType"),
                    keyed("listeners", "name"),
                    keyed("containerStatuses", "name"),
                    Map.entry("finalizers", VALUES));

    private static final ListShape CONTAINER_PORTS =
            new ListShape.Keyed(List.of("containerPort", PROTOCOL));
    private static final ListShape SERVICE_PORTS = new ListShape.Keyed(List.of("port", PROTOCOL));

    private static final Set<String> ATOMIC_MAPS =
            Set.of(
                    "selector",
                    "nodeSelector",
                    "secretKeyRef",
                    "configMapKeyRef",
                    "fieldRef",
                    "resourceFieldRef",
                    "claimRef",
                    "involvedObject");

    private Schema() {}

    private static Map.Entry<String, ListShape> keyed(String field, String... keys) {
        return Map.entry(field, new ListShape.Keyed(List.of(keys)));
    }

    /// The shape of the list in `field` of an object that itself is the value (or an element of the
    /// list) in `parent`.
    static ListShape list(String field, String parent) {
        if (field.equals("ports")) {
            return parent.equals("containers") || parent.equals("initContainers")
                    ? CONTAINER_PORTS
                    : SERVICE_PORTS;
        }
        return LISTS.getOrDefault(field, ATOMIC);
    }

    static boolean isAtomicMap(String field) {
        return ATOMIC_MAPS.contains(field);
    }
}
