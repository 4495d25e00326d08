package dev.mcm.testkit.plane.api;

import static dev.mcm.testkit.plane.api.TableColumn.AGE;
import static dev.mcm.testkit.plane.api.TableColumn.NAME;
import static dev.mcm.testkit.plane.api.TableColumn.field;
import static dev.mcm.testkit.plane.api.TableColumn.number;
import static dev.mcm.testkit.plane.api.TableColumn.orNone;
import static dev.mcm.testkit.plane.api.TableColumn.text;
import static dev.mcm.testkit.plane.api.TableColumn.wide;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The columns of each type, as a real server prints them; name and age for types not listed.
final class TableColumns {

    private static final List<TableColumn> PLAIN = List.of(NAME, AGE);

    private static final Map<ResourceType, List<TableColumn>> COLUMNS =
            Map.ofEntries(
                    Map.entry(
                            ResourceTypes.POD,
                            List.of(
                                    NAME,
                                    text("Ready", TableColumns::readyContainers),
                                    text("Status", PodStatusText::of),
                                    text("Restarts", TableColumns::restarts),
                                    AGE,
                                    wide("IP", o -> orNone(o.text("status", "podIP"))),
                                    wide("Node", o -> orNone(o.text("spec", "nodeName"))),
                                    wide("Nominated Node", _ -> "<none>"),
                                    wide("Readiness Gates", _ -> "<none>"))),
                    Map.entry(
                            ResourceTypes.DEPLOYMENT,
                            List.of(
                                    NAME,
                                    text("Ready", TableColumns::readyReplicas),
                                    number("Up-to-date", "status", "updatedReplicas"),
                                    number("Available", "status", "availableReplicas"),
                                    AGE,
                                    wide("Containers", o -> containers(o, "name")),
                                    wide("Images", o -> containers(o, "image")),
                                    wide("Selector", TableColumns::selector))),
                    Map.entry(
                            ResourceTypes.REPLICA_SET,
                            List.of(
                                    NAME,
                                    number("Desired", "spec", "replicas"),
                                    number("Current", "status", "replicas"),
                                    number("Ready", "status", "readyReplicas"),
                                    AGE,
                                    wide("Containers", o -> containers(o, "name")),
                                    wide("Images", o -> containers(o, "image")),
                                    wide("Selector", TableColumns::selector))),
                    Map.entry(
                            ResourceTypes.NODE,
                            List.of(
                                    NAME,
                                    text("Status", TableColumns::nodeStatus),
                                    text("Roles", _ -> "<none>"),
                                    AGE,
                                    field("Version", "status", "nodeInfo", "kubeletVersion"),
                                    wide("GPU-Type", o -> orNone(o.label("mcm.dev/gpu-type"))))),
                    Map.entry(
                            ResourceTypes.SERVICE,
                            List.of(
                                    NAME,
                                    field("Type", "spec", "type"),
                                    field("Cluster-IP", "spec", "clusterIP"),
                                    text("External-IP", _ -> "<none>"),
                                    text("Port(s)", TableColumns::ports),
                                    AGE)),
                    Map.entry(
                            ResourceTypes.CONFIG_MAP,
                            List.of(NAME, text("Data", TableColumns::dataKeys), AGE)),
                    Map.entry(
                            ResourceTypes.SECRET,
                            List.of(
                                    NAME,
                                    field("Type", "type"),
                                    text("Data", TableColumns::dataKeys),
                                    AGE)),
                    Map.entry(
                            ResourceTypes.NAMESPACE,
                            List.of(NAME, field("Status", "status", "phase"), AGE)),
                    Map.entry(ResourceTypes.EVENT, eventColumns()),
                    Map.entry(
                            ResourceTypes.POD_DISRUPTION_BUDGET,
                            List.of(
                                    NAME,
                                    text("Min Available", o -> orNotSet(o, "minAvailable")),
                                    text("Max Unavailable", o -> orNotSet(o, "maxUnavailable")),
                                    number("Allowed Disruptions", "status", "disruptionsAllowed"),
                                    AGE)),
                    Map.entry(
                            ResourceTypes.LEASE,
                            List.of(NAME, field("Holder", "spec", "holderIdentity"), AGE)),
                    Map.entry(
                            ResourceTypes.HTTP_ROUTE,
                            List.of(
                                    NAME,
                                    text("Hostnames", o -> joined(o.at("spec", "hostnames"))),
                                    AGE)),
                    Map.entry(
                            ResourceTypes.GATEWAY,
                            List.of(NAME, field("Class", "spec", "gatewayClassName"), AGE)));

    private TableColumns() {}

    static List<TableColumn> of(ResourceType type) {
        return COLUMNS.getOrDefault(type, PLAIN);
    }

    private static List<TableColumn> eventColumns() {
        return List.of(
                new TableColumn(
                        "Last Seen",
                        false,
                        false,
                        (o, now) -> TableColumn.age(o.text("lastTimestamp"), now)),
                field("Type", "type"),
                field("Reason", "reason"),
                text(
                        "Object",
                        o ->
                                o.text("involvedObject", "kind").toLowerCase(java.util.Locale.ROOT)
                                        + "/"
                                        + o.text("involvedObject", "name")),
                field("Message", "message"));
    }

    private static String readyContainers(StoredObject pod) {
        int ready = 0;
        for (JsonNode status : pod.at("status", "containerStatuses")) {
            ready += status.path("ready").asBoolean() ? 1 : 0;
        }
        return ready + "/" + pod.at("spec", "containers").size();
    }

    private static String restarts(StoredObject pod) {
        int restarts = 0;
        for (JsonNode status : pod.at("status", "containerStatuses")) {
            restarts += status.path("restartCount").asInt();
        }
        return Integer.toString(restarts);
    }

    private static String readyReplicas(StoredObject deployment) {
        return deployment.number(0, "status", "readyReplicas")
                + "/"
                + deployment.number(0, "spec", "replicas");
    }

    private static String nodeStatus(StoredObject node) {
        String status = "Unknown";
        for (JsonNode condition : node.at("status", "conditions")) {
            if (Trees.text(condition, "type").equals("Ready")) {
                status = Trees.text(condition, "status").equals("True") ? "Ready" : "NotReady";
            }
        }
        boolean cordoned = node.at("spec", "unschedulable").asBoolean();
        return cordoned ? status + ",SchedulingDisabled" : status;
    }

    private static String ports(StoredObject service) {
        List<String> ports = new ArrayList<>();
        for (JsonNode port : service.at("spec", "ports")) {
            ports.add(Trees.text(port, "port") + "/" + Trees.text(port, "protocol"));
        }
        return orNone(String.join(",", ports));
    }

    private static String dataKeys(StoredObject object) {
        return Integer.toString(object.at("data").size() + object.at("binaryData").size());
    }

    private static String containers(StoredObject workload, String field) {
        List<String> values = new ArrayList<>();
        for (JsonNode container : workload.at("spec", "template", "spec", "containers")) {
            values.add(Trees.text(container, field));
        }
        return String.join(",", values);
    }

    private static String selector(StoredObject workload) {
        List<String> terms = new ArrayList<>();
        for (var label : workload.at("spec", "selector", "matchLabels").properties()) {
            terms.add(label.getKey() + "=" + label.getValue().asText());
        }
        return String.join(",", terms);
    }

    private static String orNotSet(StoredObject budget, String field) {
        String value = budget.text("spec", field);
        return value.isEmpty() ? "N/A" : value;
    }

    private static String joined(JsonNode list) {
        List<String> values = new ArrayList<>();
        list.forEach(v -> values.add(v.asText()));
        return String.join(",", values);
    }
}
