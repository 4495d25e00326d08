package dev.mcm.atc.core.manifest;

import dev.mcm.atc.core.spec.SpecDefaults;
import dev.mcm.atc.core.spec.SpecResolver;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.placement.PlacementKey;
import dev.mcm.state.placement.Workload;
import dev.mcm.state.placement.WorkloadKind;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.SecretEnv;
import dev.mcm.type.v1.Shape;
import dev.mcm.type.v1.ShapeOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The workload of a deployment with one placement of two replicas, rendered from its spec.
final class ModelPods {
    private static final DeploymentId ID = new DeploymentId("d-0123456789");
    private static final Shape SHAPE =
            Shape.newBuilder()
                    .setCpuMilli(4000)
                    .setMemoryMib(16_384)
                    .setGpuCount(1)
                    .setGpuMilli(1000)
                    .setGpuType("A10")
                    .build();

    private ModelPods() {}

    /// All that could be said of a pod before specs had probes and volumes.
    static DeploymentSpec earlier() {
        DeploymentSpec.Builder spec =
                DeploymentSpec.newBuilder()
                        .setImage("registry.example.com/llama@sha256:aa")
                        .addCommand("python")
                        .addArgs("-m")
                        .addArgs("serve")
                        .putEnv("NAME", "llama")
                        .putEnv("EMPTY", "")
                        .putLabels("team", "search")
                        .addSecretEnv(
                                SecretEnv.newBuilder()
                                        .setName("TOKEN")
                                        .setSecret("hf")
                                        .setKey("token"));
        spec.getPlacementBuilder().addTolerations("spot:NoExecute");
        return spec.build();
    }

    /// Of the first of its options; every instance type is one of an A10.
    static Manifest workload(WorkloadKind kind, DeploymentSpec given) {
        ResolvedSpec resolved = resolved(SpecDefaults.fill(given));
        ShapeOption option = resolved.getOptions(0);
        InstanceTypeName type = new InstanceTypeName(option.getInstanceType());
        PodRevision revision =
                kind == WorkloadKind.REPLICA_SET
                        ? PodRevision.of(resolved.getSpec(), option.getShape())
                        : PodRevision.UNKNOWN;
        PlacementKey key = new PlacementKey(ID, new PlaneId("p1"), type, revision);
        PlacedReplicas placed =
                new PlacedReplicas(type, revision, Workload.of(kind, key), 2, 1, resolved, 7);
        PushedDeployment deployment =
                new PushedDeployment(
                        ID,
                        new OrganizationId("acme"),
                        new ModelId("m-0123456789"),
                        1,
                        false,
                        resolved);
        return ManifestPolicy.wanted(deployment, List.of(placed), 0).workloads().getFirst();
    }

    private static ResolvedSpec resolved(DeploymentSpec spec) {
        if (spec.hasResources() || spec.getInstanceTypesCount() > 0) {
            Map<String, Shape> types = new HashMap<>();
            spec.getInstanceTypesList().forEach(name -> types.put(name, SHAPE));
            return SpecResolver.resolve(spec, types, Violations.none());
        }
        return ResolvedSpec.newBuilder()
                .setSpec(spec)
                .addOptions(
                        ShapeOption.newBuilder()
                                .setInstanceType("a10")
                                .setShape(SHAPE)
                                .addTolerations("nvidia.com/gpu:NoSchedule"))
                .build();
    }

    /// Of a ReplicaSet, as it goes to a plane.
    static Map<?, ?> podSpec(DeploymentSpec spec) {
        return map(workload(WorkloadKind.REPLICA_SET, spec).tree(), "spec", "template", "spec");
    }

    static Map<?, ?> container(DeploymentSpec spec) {
        return (Map<?, ?>)
                ((List<?>) Objects.requireNonNull(podSpec(spec).get("containers"))).getFirst();
    }

    static Map<?, ?> map(Map<?, ?> tree, String... path) {
        return (Map<?, ?>) Objects.requireNonNull(TemplateGeneration.at(tree, path));
    }
}
