package dev.mcm.testkit.plane.store;

import static dev.mcm.testkit.plane.store.ResourceType.namespaced;

import java.util.List;
import java.util.Optional;

/// Every kind the simulated API serves. A new kind is one constant and its place in `ALL`.
public final class ResourceTypes {

    public static final ResourceType NAMESPACE =
            namespaced("", "v1", "Namespace", "namespaces")
                    .ofCluster()
                    .shortNames("ns")
                    .selectableBy("status.phase")
                    .withStatus();
    public static final ResourceType NODE =
            namespaced("", "v1", "Node", "nodes")
                    .ofCluster()
                    .shortNames("no")
                    .selectableBy("spec.unschedulable")
                    .withStatus();
    public static final ResourceType POD =
            namespaced("", "v1", "Pod", "pods")
                    .shortNames("po")
                    .selectableBy(
                            "spec.nodeName",
                            "spec.restartPolicy",
                            "spec.schedulerName",
                            "spec.serviceAccountName",
                            "status.phase",
                            "status.podIP",
                            "status.nominatedNodeName")
                    .withStatus()
                    .withGeneration();
    public static final ResourceType CONFIG_MAP =
            namespaced("", "v1", "ConfigMap", "configmaps").shortNames("cm");
    public static final ResourceType SECRET =
            namespaced("", "v1", "Secret", "secrets").selectableBy("type");
    public static final ResourceType SERVICE =
            namespaced("", "v1", "Service", "services").shortNames("svc").withStatus();
    public static final ResourceType EVENT =
            namespaced("", "v1", "Event", "events")
                    .shortNames("ev")
                    .selectableBy(
                            "involvedObject.kind",
                            "involvedObject.namespace",
                            "involvedObject.name",
                            "involvedObject.uid",
                            "involvedObject.apiVersion",
                            "involvedObject.resourceVersion",
                            "involvedObject.fieldPath",
                            "reason",
                            "source",
                            "type");
    public static final ResourceType DEPLOYMENT =
            namespaced("apps", "v1", "Deployment", "deployments")
                    .shortNames("deploy")
                    .withStatus()
                    .withGeneration();
    public static final ResourceType REPLICA_SET =
            namespaced("apps", "v1", "ReplicaSet", "replicasets")
                    .shortNames("rs")
                    .selectableBy("status.replicas")
                    .withStatus()
                    .withGeneration();
    public static final ResourceType HTTP_ROUTE =
            namespaced("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes")
                    .withStatus()
                    .withGeneration();
    public static final ResourceType GATEWAY =
            namespaced("gateway.networking.k8s.io", "v1", "Gateway", "gateways")
                    .shortNames("gtw")
                    .withStatus()
                    .withGeneration();
    public static final ResourceType POD_DISRUPTION_BUDGET =
            namespaced("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets")
                    .shortNames("pdb")
                    .withStatus()
                    .withGeneration();
    public static final ResourceType LEASE =
            namespaced("coordination.k8s.io", "v1", "Lease", "leases");

    public static final List<ResourceType> ALL =
            List.of(
                    NAMESPACE,
                    NODE,
                    POD,
                    CONFIG_MAP,
                    SECRET,
                    SERVICE,
                    EVENT,
                    DEPLOYMENT,
                    REPLICA_SET,
                    HTTP_ROUTE,
                    GATEWAY,
                    POD_DISRUPTION_BUDGET,
                    LEASE);

    private ResourceTypes() {}

    public static Optional<ResourceType> find(String group, String version, String plural) {
        return ALL.stream()
                .filter(t -> t.plural().equals(plural))
                .filter(t -> t.group().equals(group) && t.version().equals(version))
                .findFirst();
    }
}
