package dev.mcm.shared.plane;

import dev.mcm.shared.hash.Fnv1a;
import dev.mcm.shared.hash.Sha256;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Names of everything that MCM and a workload plane agree on; docs/concepts/plane-contract.md
/// explains them.
public final class PlaneNames {
    /// Field manager of server-side apply.
    public static final String FIELD_MANAGER = "mcm-atc";

    public static final String LABEL_MANAGED = "mcm.dev/managed";
    public static final String MANAGED = "true";
    public static final String LABEL_ORGANIZATION = "mcm.dev/organization";

    /// Kubernetes' own: which pods a namespace refuses.
    public static final String LABEL_POD_SECURITY = "pod-security.kubernetes.io/enforce";

    public static final String POD_SECURITY = "baseline";

    public static final String LABEL_MODEL = "mcm.dev/model";
    public static final String LABEL_DEPLOYMENT = "mcm.dev/deployment";
    public static final String LABEL_DEPLOYMENT_VERSION = "mcm.dev/deployment-version";
    public static final String LABEL_REVISION = "mcm.dev/revision";
    public static final String LABEL_INSTANCE_TYPE = "mcm.dev/instance-type";
    public static final String LABEL_GPU_TYPE = "mcm.dev/gpu-type";

    /// The push version of an object.
    public static final String ANNOTATION_VERSION = "mcm.dev/version";

    /// Which GPUs of its node a pod holds: "0,3".
    public static final String ANNOTATION_GPU_INDEX = "mcm.dev/gpu-index";

    /// Extended resource: whole GPUs.
    public static final String RESOURCE_GPU = "nvidia.com/gpu";

    /// Extended resource: thousandths of a GPU, in pools that share GPUs.
    public static final String RESOURCE_GPU_MILLI = "mcm.dev/gpu-milli";

    public static final int GPU_MILLI_PER_GPU = 1000;

    /// Taints that pods with GPUs tolerate unasked, "key:effect": clouds put them on nodes with
    /// GPUs to keep other pods away. The same rule as that of Kubernetes' admission plug-in
    /// ExtendedResourceToleration, which not every cluster runs.
    public static final List<String> GPU_TOLERATIONS =
            List.of(RESOURCE_GPU + ":NoSchedule", RESOURCE_GPU_MILLI + ":NoSchedule");

    /// Namespace of what MCM and the plane share.
    public static final String SYSTEM_NAMESPACE = "mcm-system";

    /// Namespace that every cluster has; its uid is the cluster's identity.
    public static final String CLUSTER_NAMESPACE = "kube-system";

    /// Gateway that HTTPRoutes name as their parent, in [#SYSTEM_NAMESPACE].
    public static final String GATEWAY = "mcm";

    /// ConfigMap in an organisation's namespace: deployment → highest push version seen.
    public static final String FENCE = "mcm-fence";

    /// PersistentVolumeClaim in an organisation's namespace: the plane's own cache of models.
    public static final String MODEL_CACHE_CLAIM = "mcm-model-cache";

    /// Name of the container's port that requests come to.
    public static final String REQUEST_PORT = "http";

    public static final int SERVICE_PORT = 80;
    public static final int ROUTE_SHARDS = 64;

    public static final String ROUTES_EPOCH_KEY = "epoch";
    public static final String ROUTES_VERSION_KEY = "version";
    public static final String ROUTES_CHECKSUM_KEY = "checksum";
    public static final String ROUTES_KEY = "routes";

    /// Header of a request that another plane's gateway forwarded.
    public static final String HOP_HEADER = "mcm-hop";

    public static final String METRIC_LABEL_DEPLOYMENT = "deployment";
    public static final String METRIC_LABEL_CODE = "code";
    public static final String METRIC_IN_FLIGHT = "mcm_gateway_in_flight";
    public static final String METRIC_IN_FLIGHT_SECONDS = "mcm_gateway_in_flight_seconds_total";
    public static final String METRIC_QUEUED = "mcm_gateway_queued";
    public static final String METRIC_QUEUED_SECONDS = "mcm_gateway_queued_seconds_total";
    public static final String METRIC_REQUESTS = "mcm_gateway_requests_total";
    public static final String METRIC_RESPONSES = "mcm_gateway_responses_total";
    public static final String METRIC_READY_REPLICAS = "mcm_gateway_ready_replicas";

    /// Of the hash of an instance type's name, in the name of a workload.
    private static final int TYPE_DIGITS = 8;

    /// What the names of organisations' namespaces begin with.
    private static final String ORGANIZATIONS = "mcm-";

    private PlaneNames() {}

    /// Whether the namespace of an organisation of that name would be MCM's own.
    public static boolean isReserved(String organization) {
        return SYSTEM_NAMESPACE.equals(ORGANIZATIONS + organization);
    }

    public static String namespace(OrganizationId organization) {
        return ORGANIZATIONS + organization;
    }

    /// Whose namespace it is; empty when it is no organisation's.
    public static Optional<OrganizationId> organizationOf(String namespace) {
        if (!namespace.startsWith(ORGANIZATIONS) || namespace.equals(SYSTEM_NAMESPACE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OrganizationId(namespace.substring(ORGANIZATIONS.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Name of the ReplicaSet that runs one revision of a deployment on one instance type. At most
    /// 32 characters: the instance type is in it by 8 hex digits of its hash.
    public static String workload(
            DeploymentId deployment, PodRevision revision, InstanceTypeName instanceType) {
        String type = Sha256.hex(instanceType.value()).substring(0, TYPE_DIGITS);
        return deployment + "-" + revision + "-" + type;
    }

    /// Name of the Kubernetes Deployment that runs a deployment on one instance type, as workloads
    /// from before there were revisions have it.
    public static String workload(DeploymentId deployment, InstanceTypeName instanceType) {
        return deployment + "-" + instanceType;
    }

    /// Name of a deployment's Service.
    public static String service(DeploymentId deployment) {
        return deployment.value();
    }

    /// Name of a deployment's HTTPRoute.
    public static String httpRoute(DeploymentId deployment) {
        return deployment.value();
    }

    /// Name of a deployment's PodDisruptionBudget.
    public static String disruptionBudget(DeploymentId deployment) {
        return deployment.value();
    }

    /// Path under which a plane's gateway serves a deployment.
    public static String pathPrefix(DeploymentId deployment) {
        return "/d/" + deployment;
    }

    /// Which routing shard, 0 to 63, holds a deployment's route.
    public static int routeShard(DeploymentId deployment) {
        return Fnv1a.bucket(deployment.value(), ROUTE_SHARDS);
    }

    /// Name of a routing shard's ConfigMap in [#SYSTEM_NAMESPACE].
    public static String routeConfigMap(int shard) {
        if (shard < 0 || shard >= ROUTE_SHARDS) {
            throw new IllegalArgumentException(
                    "shard: " + shard + " (expected: 0 to " + (ROUTE_SHARDS - 1) + ")");
        }
        return String.format(Locale.ROOT, "mcm-routes-%02d", shard);
    }

    /// Name of the ConfigMap that holds a deployment's route.
    public static String routeConfigMap(DeploymentId deployment) {
        return routeConfigMap(routeShard(deployment));
    }

    /// Which partition of a plane's metrics topic carries a deployment.
    ///
    /// @param deploymentId as a gateway names it
    public static int metricsPartition(String deploymentId, int partitions) {
        return Fnv1a.bucket(deploymentId, partitions);
    }

    public static String stateTopic(PlaneId plane) {
        return "mcm.plane.state." + plane;
    }

    public static String metricsTopic(PlaneId plane) {
        return "mcm.plane.metrics." + plane;
    }
}
