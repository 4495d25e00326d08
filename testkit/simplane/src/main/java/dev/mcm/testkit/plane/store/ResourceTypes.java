package dev.mcm.testkit.plane.store;

import static dev.mcm.testkit.plane.store.ResourceType.Trait.CUSTOM;
import static dev.mcm.testkit.plane.store.ResourceType.Trait.GENERATION;
import static dev.mcm.testkit.plane.store.ResourceType.Trait.SCALE;
import static dev.mcm.testkit.plane.store.ResourceType.Trait.STATUS;

import java.util.List;

/// Every kind the simulated API serves from the start. A new kind is one constant and its place in
/// `ALL`; kinds that custom resource definitions add are known to the store.
public final class ResourceTypes {

    public static final ResourceType NAMESPACE =
            ResourceType.of("", "v1", "Namespace", "namespaces")
                    .ofCluster()
                    .shortNames("ns")
                    .selectableBy("status.phase")
                    .with(STATUS);
    public static final ResourceType NODE =
            ResourceType.of("", "v1", "Node", "nodes")
                    .ofCluster()
                    .shortNames("no")
                    .selectableBy("spec.unschedulable")
                    .with(STATUS);
    public static final ResourceType POD =
            ResourceType.of("", "v1", "Pod", "pods")
                    .shortNames("po")
                    .selectableBy(
                            "spec.nodeName",
                            "spec.restartPolicy",
                            "spec.schedulerName",
                            "spec.serviceAccountName",
                            "status.phase",
                            "status.podIP",
                            "status.nominatedNodeName")
                    .with(STATUS, GENERATION);
    public static final ResourceType CONFIG_MAP =
            ResourceType.of("", "v1", "ConfigMap", "configmaps").shortNames("cm");
    public static final ResourceType SECRET =
            ResourceType.of("", "v1", "Secret", "secrets").selectableBy("type");
    public static final ResourceType SERVICE =
            ResourceType.of("", "v1", "Service", "services").shortNames("svc").with(STATUS);
    public static final ResourceType EVENT =
            ResourceType.of("", "v1", "Event", "events")
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
            ResourceType.of("apps", "v1", "Deployment", "deployments")
                    .shortNames("deploy")
                    .with(STATUS, GENERATION, SCALE);
    public static final ResourceType REPLICA_SET =
            ResourceType.of("apps", "v1", "ReplicaSet", "replicasets")
                    .shortNames("rs")
                    .selectableBy("status.replicas")
                    .with(STATUS, GENERATION, SCALE);
    public static final ResourceType HTTP_ROUTE =
            ResourceType.of("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes")
                    .with(STATUS, GENERATION, CUSTOM);
    public static final ResourceType GATEWAY =
            ResourceType.of("gateway.networking.k8s.io", "v1", "Gateway", "gateways")
                    .shortNames("gtw")
                    .with(STATUS, GENERATION, CUSTOM);
    public static final ResourceType POD_DISRUPTION_BUDGET =
            ResourceType.of("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets")
                    .shortNames("pdb")
                    .with(STATUS, GENERATION);
    public static final ResourceType RESOURCE_QUOTA =
            ResourceType.of("", "v1", "ResourceQuota", "resourcequotas")
                    .shortNames("quota")
                    .with(STATUS);
    public static final ResourceType LEASE =
            ResourceType.of("coordination.k8s.io", "v1", "Lease", "leases");

    public static final ResourceType LEADER_WORKER_SET =
            ResourceType.of("leaderworkerset.x-k8s.io", "v1", "LeaderWorkerSet", "leaderworkersets")
                    .shortNames("lws")
                    .with(STATUS, GENERATION, SCALE, CUSTOM);
    public static final ResourceType NETWORK_POLICY =
            ResourceType.of("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies")
                    .shortNames("netpol")
                    .with(GENERATION);
    public static final ResourceType SERVICE_ACCOUNT =
            ResourceType.of("", "v1", "ServiceAccount", "serviceaccounts").shortNames("sa");
    public static final ResourceType ROLE = rbac("Role", "roles");
    public static final ResourceType ROLE_BINDING = rbac("RoleBinding", "rolebindings");
    public static final ResourceType CLUSTER_ROLE = rbac("ClusterRole", "clusterroles").ofCluster();
    public static final ResourceType CLUSTER_ROLE_BINDING =
            rbac("ClusterRoleBinding", "clusterrolebindings").ofCluster();
    public static final ResourceType ADMISSION_POLICY =
            admission("ValidatingAdmissionPolicy", "validatingadmissionpolicies")
                    .with(STATUS, GENERATION);
    public static final ResourceType ADMISSION_POLICY_BINDING =
            admission("ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings")
                    .with(GENERATION);
    public static final ResourceType CUSTOM_RESOURCE_DEFINITION =
            ResourceType.of(
                            "apiextensions.k8s.io",
                            "v1",
                            "CustomResourceDefinition",
                            "customresourcedefinitions")
                    .ofCluster()
                    .shortNames("crd", "crds")
                    .with(STATUS, GENERATION);

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
                    RESOURCE_QUOTA,
                    LEASE,
                    LEADER_WORKER_SET,
                    NETWORK_POLICY,
                    SERVICE_ACCOUNT,
                    ROLE,
                    ROLE_BINDING,
                    CLUSTER_ROLE,
                    CLUSTER_ROLE_BINDING,
                    ADMISSION_POLICY,
                    ADMISSION_POLICY_BINDING,
                    CUSTOM_RESOURCE_DEFINITION);

    private ResourceTypes() {}

    private static ResourceType rbac(String kind, String plural) {
        return ResourceType.of("rbac.authorization.k8s.io", "v1", kind, plural);
    }

    private static ResourceType admission(String kind, String plural) {
        return ResourceType.of("admissionregistration.k8s.io", "v1", kind, plural).ofCluster();
    }
}
