package dev.mcm.atc.core.manifest;

import static dev.mcm.atc.core.manifest.Fields.fields;

import dev.mcm.shared.plane.ControlPlaneTaints;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ShapeOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The Kubernetes Deployment that runs a deployment on one instance type.
final class WorkloadManifest {
    static final String PORT_NAME = "http";

    /// How long a pod goes on serving after it was told to stop, so that gateways see it leave
    /// first.
    private static final int LEAVE_SECONDS = 5;

    private static final int KEPT_REVISIONS = 2;

    private WorkloadManifest() {}

    static Manifest of(PushedDeployment deployment, ShapeOption option, PlacedReplicas placed) {
        ManifestKey key =
                new ManifestKey(
                        ManifestKind.DEPLOYMENT,
                        deployment.namespace(),
                        PlaneNames.workload(deployment.id(), placed.instanceType()));
        Rendering rendering = new Rendering(deployment, option, placed, key);
        return new Manifest(
                key,
                placed.pushVersion(),
                tree(rendering, TemplateGeneration.newest()),
                TemplateGeneration.earlier().stream()
                        .map(generation -> tree(rendering, generation))
                        .toList());
    }

    private record Rendering(
            PushedDeployment deployment,
            ShapeOption option,
            PlacedReplicas placed,
            ManifestKey key) {}

    private static Map<String, Object> tree(Rendering of, TemplateGeneration generation) {
        PushedDeployment deployment = of.deployment();
        ShapeOption option = of.option();
        PlacedReplicas placed = of.placed();
        Map<String, String> labels = ObjectLabels.of(deployment, option.getInstanceType());
        Fields podSpec = podSpec(deployment.spec().getSpec(), option);
        contain(podSpec, toleratedTaints(deployment.spec().getSpec(), option), generation);
        Map<String, Object> template =
                fields().put("metadata", fields().put("labels", labels))
                        .put("spec", podSpec)
                        .build();
        Fields spec =
                fields().put("replicas", placed.replicas())
                        .put("revisionHistoryLimit", KEPT_REVISIONS)
                        .put("selector", fields().put("matchLabels", selector(deployment, option)))
                        .put("strategy", strategy())
                        .put("template", template);
        return Manifest.tree(
                of.key(),
                ObjectLabels.metadata(labels, placed.pushVersion(), generation),
                fields().put("spec", spec));
    }

    /// What a tenant's pods may not have.
    private static void contain(Fields podSpec, List<String> asked, TemplateGeneration generation) {
        switch (generation) {
            case FIRST -> podSpec.put("tolerations", tolerations(asked));
            case CONTAINED ->
                    podSpec.put("tolerations", tolerations(ControlPlaneTaints.without(asked)))
                            .put(TemplateGeneration.API_TOKEN, false);
        }
    }

    /// What the spec asks for, and what nodes with the option's GPUs are tainted with.
    private static List<String> toleratedTaints(DeploymentSpec spec, ShapeOption option) {
        return Stream.concat(
                        spec.getPlacement().getTolerationsList().stream(),
                        option.getTolerationsList().stream())
                .distinct()
                .toList();
    }

    private static Map<String, String> selector(PushedDeployment deployment, ShapeOption option) {
        return Map.of(
                PlaneNames.LABEL_DEPLOYMENT, deployment.id().value(),
                PlaneNames.LABEL_INSTANCE_TYPE, option.getInstanceType());
    }

    private static Fields strategy() {
        return fields().put("type", "RollingUpdate")
                .put("rollingUpdate", fields().put("maxSurge", "25%").put("maxUnavailable", 0));
    }

    private static Fields podSpec(DeploymentSpec spec, ShapeOption option) {
        String gpuType = option.getShape().getGpuType();
        return fields().put(
                        "terminationGracePeriodSeconds",
                        LEAVE_SECONDS + spec.getLongestRequestSeconds())
                .put(
                        "nodeSelector",
                        gpuType.isEmpty() ? Map.of() : Map.of(PlaneNames.LABEL_GPU_TYPE, gpuType))
                .put(
                        "containers",
                        List.of(ContainerManifest.of(spec, option.getShape(), LEAVE_SECONDS)));
    }

    private static List<Map<String, Object>> tolerations(List<String> texts) {
        return texts.stream().map(WorkloadManifest::toleration).toList();
    }

    /// "key=value:effect" or "key:effect".
    private static Map<String, Object> toleration(String text) {
        int colon = text.lastIndexOf(':');
        String taint = text.substring(0, colon);
        int equal = taint.indexOf('=');
        return fields().put("key", equal < 0 ? taint : taint.substring(0, equal))
                .put("operator", equal < 0 ? "Exists" : "Equal")
                .put("value", equal < 0 ? "" : taint.substring(equal + 1))
                .put("effect", text.substring(colon + 1))
                .build();
    }
}
