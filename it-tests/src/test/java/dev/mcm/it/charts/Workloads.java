package dev.mcm.it.charts;

import dev.mcm.it.helm.RenderedChart;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The pods that a rendered chart would make.
final class Workloads {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    private static final Set<String> KINDS = Set.of("Deployment", "StatefulSet", "Job");

    /// A template of pods and what it came from.
    record Workload(String kind, String name, PodTemplateSpec template) {
        String component() {
            return labels().getOrDefault("app.kubernetes.io/component", "");
        }

        Map<String, String> labels() {
            ObjectMeta metadata = template.getMetadata();
            return metadata.getLabels();
        }

        PodSpec pod() {
            return template.getSpec();
        }

        Container container() {
            return pod().getContainers().getFirst();
        }

        /// Made from MCM's own image; what is bundled for laptops is not.
        boolean isOurs() {
            return !component().equals("postgres") && !component().equals("kafka");
        }
    }

    private Workloads() {}

    static List<Workload> of(RenderedChart chart) {
        return chart.objects().stream()
                .filter(object -> KINDS.contains(object.getKind()))
                .map(Workloads::workload)
                .toList();
    }

    private static Workload workload(GenericKubernetesResource object) {
        Map<?, ?> spec = object.get("spec");
        return new Workload(
                object.getKind(),
                object.getMetadata().getName(),
                JSON.convertValue(spec.get("template"), PodTemplateSpec.class));
    }
}
