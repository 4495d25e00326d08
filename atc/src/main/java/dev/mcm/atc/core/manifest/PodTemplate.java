package dev.mcm.atc.core.manifest;

import static dev.mcm.atc.core.manifest.Fields.fields;

import dev.mcm.shared.plane.ControlPlaneTaints;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.PodTime;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ShapeOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a workload makes its pods of.
final class PodTemplate {
    private PodTemplate() {}

    static Fields of(
            Map<String, String> labels,
            PlacedReplicas.Rendering rendering,
            TemplateGeneration generation) {
        DeploymentSpec spec = rendering.spec().getSpec();
        ShapeOption option = rendering.option();
        Fields container = ContainerManifest.of(spec, option.getShape(), PodTime.LEAVE_SECONDS);
        Fields podSpec = podSpec(spec, option);
        contain(podSpec, container, toleratedTaints(spec, option), generation);
        podSpec.put("containers", List.of(container.build()));
        return fields().put(
                        "metadata",
                        fields().put("labels", labels)
                                .put("annotations", new TreeMap<>(spec.getAnnotationsMap())))
                .put("spec", podSpec);
    }

    /// What a tenant's pods may not have.
    private static void contain(
            Fields podSpec, Fields container, List<String> asked, TemplateGeneration generation) {
        switch (generation) {
            case FIRST -> podSpec.put("tolerations", tolerations(asked));
            case CONTAINED -> withoutToken(podSpec, asked);
            case CONFINED -> {
                withoutToken(podSpec, asked);
                PodConfinement.put(podSpec, container);
            }
        }
    }

    private static void withoutToken(Fields podSpec, List<String> asked) {
        podSpec.put("tolerations", tolerations(ControlPlaneTaints.without(asked)))
                .put(TemplateGeneration.API_TOKEN, false);
    }

    /// What the spec asks for, and what nodes with the option's GPUs are tainted with.
    private static List<String> toleratedTaints(DeploymentSpec spec, ShapeOption option) {
        return Stream.concat(
                        spec.getPlacement().getTolerationsList().stream(),
                        option.getTolerationsList().stream())
                .distinct()
                .toList();
    }

    private static Fields podSpec(DeploymentSpec spec, ShapeOption option) {
        String gpuType = option.getShape().getGpuType();
        return fields().put(
                        "terminationGracePeriodSeconds",
                        Math.toIntExact(PodTime.grace(spec).toSeconds()))
                .put(
                        "nodeSelector",
                        gpuType.isEmpty() ? Map.of() : Map.of(PlaneNames.LABEL_GPU_TYPE, gpuType))
                .put("imagePullSecrets", pullSecrets(spec))
                .put("runtimeClassName", spec.getRuntimeClass())
                .put("volumes", VolumeManifests.volumes(spec));
    }

    private static List<Map<String, Object>> pullSecrets(DeploymentSpec spec) {
        return spec.getImagePullSecretsList().stream()
                .map(name -> fields().put("name", name).build())
                .toList();
    }

    private static List<Map<String, Object>> tolerations(List<String> texts) {
        return texts.stream().map(PodTemplate::toleration).toList();
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
