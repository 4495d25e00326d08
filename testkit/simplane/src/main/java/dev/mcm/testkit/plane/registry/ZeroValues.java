package dev.mcm.testkit.plane.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.Trees;
import java.util.List;
import java.util.Map;

/// What an object of Kubernetes' own kinds always shows, however little a client sent: the fields
/// of the server's Go structs that cannot be absent. Nobody comes to own them by their being there.
final class ZeroValues {

    private static final String TEMPLATE =
            "\"template\":{\"metadata\":{},\"spec\":{\"containers\":[]}}";

    private static final Map<ResourceType, ObjectNode> TREES =
            Map.of(
                    ResourceTypes.POD,
                    tree("{\"spec\":{\"containers\":[]},\"status\":{}}"),
                    ResourceTypes.DEPLOYMENT,
                    tree("{\"spec\":{\"strategy\":{}," + TEMPLATE + "},\"status\":{}}"),
                    ResourceTypes.REPLICA_SET,
                    tree("{\"spec\":{" + TEMPLATE + "},\"status\":{\"replicas\":0}}"),
                    ResourceTypes.SERVICE,
                    tree("{\"spec\":{},\"status\":{\"loadBalancer\":{}}}"),
                    ResourceTypes.NAMESPACE,
                    tree("{\"spec\":{},\"status\":{}}"),
                    ResourceTypes.LEASE,
                    tree("{\"spec\":{}}"),
                    ResourceTypes.EVENT,
                    tree(
                            """
                            {"involvedObject":{},"source":{},"firstTimestamp":null,"lastTimestamp":null,
                            "eventTime":null,"reportingComponent":"","reportingInstance":""}\
                            """),
                    ResourceTypes.NODE,
                    tree(
                            """
                            {"spec":{},"status":{"daemonEndpoints":{"kubeletEndpoint":{"Port":0}},
                            "nodeInfo":{"machineID":"","systemUUID":"","bootID":"","kernelVersion":"",
                            "osImage":"","containerRuntimeVersion":"","kubeletVersion":"",
                            "kubeProxyVersion":"","operatingSystem":"","architecture":""}}}\
                            """));

    private ZeroValues() {}

    /// An object of which nothing was said; not to be changed.
    static ObjectNode of(ResourceType type) {
        return TREES.getOrDefault(type, Trees.object());
    }

    private static final Map<ResourceType, List<String>> CONDITION_TIMES =
            Map.of(
                    ResourceTypes.NODE, List.of("lastHeartbeatTime", "lastTransitionTime"),
                    ResourceTypes.POD, List.of("lastProbeTime", "lastTransitionTime"),
                    ResourceTypes.DEPLOYMENT, List.of("lastUpdateTime", "lastTransitionTime"),
                    ResourceTypes.REPLICA_SET, List.of("lastTransitionTime"));

    /// Adds to `object` what it lacks.
    static void fill(ResourceType type, ObjectNode object) {
        fill(of(type), object);
        for (JsonNode condition : Trees.at(object, "status", "conditions")) {
            for (String time : CONDITION_TIMES.getOrDefault(type, List.of())) {
                if (condition instanceof ObjectNode shown && !shown.has(time)) {
                    shown.putNull(time);
                }
            }
        }
    }

    private static void fill(ObjectNode zero, ObjectNode object) {
        for (Map.Entry<String, JsonNode> entry : zero.properties()) {
            String name = entry.getKey();
            boolean list = entry.getValue().isArray();
            if (object.get(name) instanceof ObjectNode inner
                    && entry.getValue() instanceof ObjectNode value) {
                fill(value, inner);
            } else if (!object.hasNonNull(name) && !list) {
                object.set(name, entry.getValue().deepCopy());
            }
        }
    }

    private static ObjectNode tree(String json) {
        return (ObjectNode) Trees.parse(json);
    }
}
